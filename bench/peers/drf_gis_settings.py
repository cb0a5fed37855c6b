"""The product's settings with the peer, without what it does not need: no middleware, no sign-in."""

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "rest_framework_gis"]  # noqa: F405
ROOT_URLCONF = "bench.peers.drf_gis_urls"
MIDDLEWARE: list[str] = []
