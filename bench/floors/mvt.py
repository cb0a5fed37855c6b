"""Floor of the tiles: bare ASGI, asyncpg and one statement; no sign-in, no scope, no grades, no compression.

Runs in the peers' environment.
"""

import asyncio
import os

import asyncpg

SQL = """
SELECT ST_AsMVT(drawn, 'parcels', 4096, 'geom') FROM (
    SELECT ST_AsMVTGeom(geometry_3857, ST_TileEnvelope($1, $2, $3)) AS geom, id, code, park_id, tenure, procedure
    FROM inventory_parcel WHERE geometry_3857 && ST_TileEnvelope($1, $2, $3)
) drawn
"""
_pool: "asyncio.Task | None" = None


async def application(scope: dict, receive: object, send: object) -> None:
    global _pool
    if scope["type"] != "http":
        return
    if _pool is None:
        _pool = asyncio.ensure_future(_connect())
    pool = await asyncio.shield(_pool)
    z, x, y = (int(part) for part in scope["path"].split("/")[1:4])
    async with pool.acquire() as connection:
        body = await connection.fetchval(SQL, z, x, y)
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _connect() -> asyncpg.Pool:
    return await asyncpg.create_pool(os.environ["BENCH_POSTGRES"], min_size=4, max_size=4)
