"""Answers compressed once, kept in the shared cache and, the latest of them, in the process."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import brotli
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

KEPT_IN_PROCESS = 16
KEPT_SECONDS = 7 * 24 * 3600
BROTLI_QUALITY = 9
IMMUTABLE = "private, max-age=31536000, immutable"
REVALIDATED = "private, no-cache"


@dataclass(frozen=True)
class Packed:
    etag: str
    gzip: bytes
    brotli: bytes

    def response(self, request: HttpRequest, content_type: str, cache_control: str) -> HttpResponse:
        response = self._body(request)
        response["ETag"] = self.etag
        response["Cache-Control"] = cache_control
        response["Vary"] = "Accept-Encoding"
        if response.status_code == 200:
            response["Content-Type"] = content_type
        return response

    def _body(self, request: HttpRequest) -> HttpResponse:
        if self.etag in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified()
        accepted = request.headers.get("Accept-Encoding", "")
        if "br" in accepted:
            return HttpResponse(self.brotli, headers={"Content-Encoding": "br"})
        if "gzip" in accepted:
            return HttpResponse(self.gzip, headers={"Content-Encoding": "gzip"})
        return HttpResponse(gzip.decompress(self.gzip))


class Shelf:
    """Packed answers by key; a missing one is made once per process and put into the shared cache."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.recent: OrderedDict[str, Packed] = OrderedDict()
        self.lock = Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> Packed:
        found = self.recent.get(key)
        if found is not None:
            return found
        with self.lock:
            found = self.recent.get(key) or self._shared(key, make)
            self.recent[key] = found
            while len(self.recent) > KEPT_IN_PROCESS:
                self.recent.popitem(last=False)
        return found

    def _shared(self, key: str, make: Callable[[], bytes]) -> Packed:
        address = f"{self.prefix}:{key}"
        stored = cache.get(address)
        if stored is not None:
            return Packed(*stored)
        packed = pack(key, make())
        cache.set(address, (packed.etag, packed.gzip, packed.brotli), KEPT_SECONDS)
        return packed

    def clear(self) -> None:
        self.recent.clear()


def pack(key: str, content: bytes) -> Packed:
    return Packed(
        f'"{key}"', gzip.compress(content, 6, mtime=0), brotli.compress(content, quality=BROTLI_QUALITY)
    )
