"""Peer of the check, run by the peers' interpreter: read|check|memory FILE → seconds, or MiB of this process at most."""

import re
import sys
import time
from pathlib import Path

import geopandas as gpd


def check(table: gpd.GeoDataFrame) -> None:
    """The geometry that every importer looks at: valid, of which area, overlapping which others, where on Earth."""
    valid, areas = table.geometry.is_valid, table.geometry.area
    left, right = table.sindex.query(table.geometry, predicate="overlaps")
    table.to_crs(4490)
    assert valid.all()
    assert len(left) == len(right) == 0
    assert (areas > 0).all()


what, file = sys.argv[1:]
start = time.perf_counter()
table = gpd.read_file(file, use_arrow=True)
if what == "check":
    check(table)
if what == "memory":
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    print(int(found[1]) / 1024)
else:
    print(time.perf_counter() - start)
