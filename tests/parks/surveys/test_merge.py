"""The merge of staged rows into the inventory: what its statements are planned on."""

import pytest
from django.db import connection

from parks.inventory.models import Parcel
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db


def test_the_planner_knows_how_many_parcels_there_are(park, committed):
    """Statistics of an empty table, which autovacuum may take in the middle of a commit, make minutes of milliseconds."""
    committed(files.frame(2))

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'inventory_parcel'::regclass")
        assert cursor.fetchone() == (Parcel.objects.count(),)
