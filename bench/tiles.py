"""`tiles z12-16`, `tiles z10`: parcels as vector tiles, none of them cached, 16 connections.

Ours admits a signed-in visitor, keeps to the scope, joins the grades, compresses; the peer is TiPg on the same table
with the same attributes; the floor bare ASGI and asyncpg. Below z14 ours leaves out parcels under half a pixel.
"""

import math
import random
from collections.abc import Callable

from django.db import connection

from bench import inventory
from bench.asking import rate
from bench.measuring import Contender, in_turns
from bench.peers import environment
from bench.records import Record
from bench.servers import ROOT, Server, ours, uvicorn

RUNS = 3
SECONDS = 4.0
SEED = 3
PER_ZOOM = {"z12-16": 40, "z10": 12}
ZOOMS = {"z12-16": range(12, 17), "z10": range(10, 11)}
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
ATTRIBUTES = "id,code,park_id,tenure,procedure"
Place = tuple[int, int, int]


def run() -> list[Record]:
    inventory.set_up()
    from parks.accounts.models import User
    from parks.tiles.access import Visitor
    from parks.tiles.tokens import current

    python, url = environment.python(), inventory.postgres_url()
    with inventory.visitor() as cookie:
        user = User.objects.get(username="bench-visitor")
        token = current(Visitor(user.pk, tuple(user.scope), user.password, session=None))
        places = {case: places_of(case) for case in ZOOMS}
        first = places["z12-16"][0]
        with (
            ours() as product,
            uvicorn(python, "tipg.main:app", "/healthz", **tipg_settings(url)) as peer,
            uvicorn(
                python, "floors.mvt:application", floor(first), ROOT / "bench", BENCH_POSTGRES=url
            ) as bare,
        ):
            records = []
            for case, wanted in places.items():
                mine = lambda place: f"/tiles/parcels/{token}/{place[0]}/{place[1]}/{place[2]}.mvt"  # noqa: E731
                contenders = [
                    contender(
                        "ours",
                        "Cunyuan, signed in, uncached",
                        product,
                        wanted,
                        mine,
                        {**BROWSER, "Cookie": cookie},
                    ),
                    contender("peer", "tipg", peer, wanted, tipg, BROWSER),
                    contender("floor", "asyncpg behind bare ASGI", bare, wanted, floor, BROWSER),
                ]
                records += in_turns("tiles", case, contenders, unit="req/s", better="higher", runs=RUNS)
            return records


def contender(
    who: str,
    tool: str,
    server: Server,
    places: list[Place],
    path: Callable[[Place], str],
    headers: dict[str, str],
) -> Contender:
    return Contender(who, tool, rate(server, [path(place) for place in places], headers, SECONDS))


def tipg(place: Place) -> str:
    z, x, y = place
    return (
        f"/collections/public.inventory_parcel/tiles/WebMercatorQuad/{z}/{x}/{y}"
        f"?properties={ATTRIBUTES}&geom-column=geometry_3857"
    )


def floor(place: Place) -> str:
    return "/{}/{}/{}".format(*place)


def tipg_settings(url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "TIPG_DB_TABLES": '["public.inventory_parcel"]',
        "TIPG_DB_EXCLUDE_FUNCTIONS": '["*"]',
        "TIPG_MAX_FEATURES_PER_TILE": "100000",
    }


def places_of(case: str) -> list[Place]:
    """Tiles that hold parcels, drawn with a fixed seed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(geometry) AS c FROM inventory_parcel"
            " WHERE id % 25 = 0 ORDER BY id) points"
        )
        points = cursor.fetchall()
    chosen = random.Random(SEED)
    places: list[Place] = []
    for z in ZOOMS[case]:
        found = sorted({tile_at(*point, z) for point in points})
        places += chosen.sample(found, min(PER_ZOOM[case], len(found)))
    return places


def tile_at(longitude: float, latitude: float, z: int) -> Place:
    side = 2**z
    x = (longitude + 180) / 360 * side
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * side
    return z, int(x), int(y)
