"""The page: the Vue application with the files that Vite's manifest names, or a word when it is not built."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ENTRY = "src/main.ts"
MANIFEST = settings.BASE_DIR / "frontend" / "dist" / ".vite" / "manifest.json"


@require_safe
@never_cache
def app(request: HttpRequest, **address: object) -> HttpResponse:
    """The same page at every address of the application, which reads the address itself."""
    if not MANIFEST.is_file():
        return render(request, "unbuilt.html", status=503)
    return render(request, "app.html", entry_of(MANIFEST, MANIFEST.stat().st_mtime_ns))


@lru_cache(maxsize=2)
def entry_of(manifest: Path, changed: int) -> dict[str, list[str]]:
    """Addresses of the entry's script and of all styles it needs, its imports' first. `changed` renews the cache."""
    chunks = json.loads(manifest.read_text(encoding="utf-8"))
    styles = dict.fromkeys(style for chunk in _with_imports(chunks, ENTRY) for style in chunk.get("css", []))
    return {"entry_css": [_address(style) for style in styles], "entry_js": [_address(chunks[ENTRY]["file"])]}


def _with_imports(chunks: dict[str, Any], key: str, seen: set[str] | None = None) -> Iterator[dict[str, Any]]:
    seen = set() if seen is None else seen
    if key in seen:
        return
    seen.add(key)
    for other in chunks[key].get("imports", []):
        yield from _with_imports(chunks, other, seen)
    yield chunks[key]


def _address(file: str) -> str:
    return static(f"app/{file}")
