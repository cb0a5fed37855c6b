"""`parks payload`: all parks with figures and outlines in one answer.

Ours is the compressed document as a signed-in browser fetches it; the peer a djangorestframework-gis list of the same
rows, served by the same server without sign-in; the floor the same bytes out of memory.
"""

import brotli
from django.db import connection

from bench import inventory
from bench.asking import ask, latency, scratch, size
from bench.measuring import Contender, in_turns, seconds
from bench.records import Record
from bench.servers import Server, ours

RUNS = 5
SECONDS = 2.0
BROTLI = {"Accept-Encoding": "gzip, deflate, br"}
PEER = "djangorestframework-gis list"


def run() -> list[Record]:
    inventory.set_up()
    from parks.tiles.parks_payload import build

    with inventory.visitor() as cookie:
        token = _token()
        path, headers = f"/tiles/parks/{token}.json", {**BROTLI, "Cookie": cookie}
        body = scratch() / "parks.json.br"
        body.write_bytes(brotli.compress(build(token), quality=9))
        with (
            ours() as product,
            ours("bench.peers.drf_gis:application") as peer,
            ours("bench.floors.static:application", BENCH_BODY=str(body)) as floor,
        ):
            return [
                *_latency(product, peer, floor, path, headers),
                *_size(product, peer, path, headers),
                *_cold(token),
            ]


def _latency(
    product: Server, peer: Server, floor: Server, path: str, headers: dict[str, str]
) -> list[Record]:
    contenders = [
        Contender("ours", "Cunyuan, signed in, brotli", latency(product, path, headers, SECONDS)),
        Contender("peer", PEER, latency(peer, "/parks", BROTLI, SECONDS)),
        Contender("floor", "the same bytes from memory", latency(floor, "/", BROTLI, SECONDS)),
    ]
    return in_turns("parks", "payload", contenders, unit="ms", better="lower", runs=RUNS)


def _size(product: Server, peer: Server, path: str, headers: dict[str, str]) -> list[Record]:
    compressed, listed = size(product, path, headers), size(peer, "/parks", BROTLI)
    ask(product, [path], headers, connections=1, seconds=0.1)
    return [
        Record(
            "parks", "payload-size", "ours", "Cunyuan, brotli", round(compressed / 1000, 1), "KB", "lower", 1
        ),
        Record("parks", "payload-size", "peer", PEER, round(listed / 1000, 1), "KB", "lower", 1),
    ]


def _cold(token: "object") -> list[Record]:
    """Nothing cached: statements, encoding, gzip and brotli; the floor reads the same rows."""
    from parks.tiles.packed import pack
    from parks.tiles.parks_payload import _parks, build

    contenders = [
        Contender("ours", "Cunyuan, nothing cached", seconds(lambda: pack("cold", build(token)))),
        Contender("floor", "reading the rows", seconds(lambda: _parks(token))),
    ]
    return in_turns("parks", "payload-cold", contenders, unit="s", better="lower", runs=RUNS)


def _token() -> "object":
    from parks.accounts.models import User
    from parks.tiles.access import Visitor
    from parks.tiles.tokens import current

    connection.close()
    user = User.objects.get(username="bench-visitor")
    return current(Visitor(user.pk, tuple(user.scope), user.password, session=None))
