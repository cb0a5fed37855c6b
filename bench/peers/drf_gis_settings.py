"""The product's settings without what the peer does not need: no middleware, no sign-in."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.peers.drf_gis_urls"
MIDDLEWARE: list[str] = []
