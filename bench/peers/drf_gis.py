"""WSGI entry of the djangorestframework-gis peer, served as the product is."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.drf_gis_settings"

application = get_wsgi_application()
