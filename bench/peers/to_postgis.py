"""Peer of the bulk load, run by the peers' interpreter: FILE URL → seconds of read_file and to_postgis."""

import sys
import time
from urllib.parse import unquote, urlsplit

import geopandas as gpd
from sqlalchemy import URL, create_engine

file, given = sys.argv[1:]
at = urlsplit(given)
address = URL.create(
    "postgresql+psycopg",
    username=at.username,
    password=unquote(at.password) if at.password else None,
    port=at.port,
    database=at.path.lstrip("/"),
    query={"host": unquote(at.hostname or "")},
)
engine = create_engine(address)
with engine.connect():
    start = time.perf_counter()
    gpd.read_file(file, use_arrow=True).to_postgis("peer_geopandas", engine, if_exists="replace", index=False)
    print(time.perf_counter() - start)
