"""Loaded by `./run test` before Django: each pytest-xdist worker has a broker and cache database of its own."""

import os
import re

LAST = 15


def own_broker(url: str, worker: str) -> str:
    """`unix:///path?db=15` is database 15 for gw0, 14 for gw1 …"""
    number = int(worker.removeprefix("gw") or 0)
    return re.sub(r"([?&]db=|/)(\d+)$", lambda found: f"{found[1]}{max(1, LAST - number)}", url)


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["REDIS_URL"] = own_broker(os.environ["REDIS_URL"], worker)
