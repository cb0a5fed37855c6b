"""What the product exports can be uploaded again, and says that nothing has changed."""

import datetime as dt
import json

import numpy as np
import pytest
import shapely

from parks.inventory.models import Parcel
from tests.factories.inventory import BuildingAreaFactory, ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db

PARCELS = "/api/v1/parcels/?format=geojson"


@pytest.fixture
def odd_parcels(park):
    """Shapes whose coordinates no number of decimals writes exactly; one with a hole, one of two parts."""
    rng = np.random.default_rng(7)
    shapes = [
        shapely.affinity.rotate(files.box(n, side=33 + rng.random()), 360 * rng.random()) for n in range(6)
    ]
    shapes[4] = shapes[4].difference(shapes[4].centroid.buffer(5))
    shapes[5] = shapely.union(shapes[5], files.box(7, side=20))
    for n, shape in enumerate(shapes, 1):
        parcel = ParcelFactory(
            code=files.CODE.format(n),
            park=park,
            geometry=stored(shape),
            owner_name=f"石马第{n}经济合作社",
            address="石马村工业路",
            surveyed_on=dt.date(2025, 6, 30) if n % 2 else None,
            declared_area_m2=shape.area * 1.004 if n % 3 else None,
            procedure=["complete", "partial", "incomplete"][n % 3],
            procedure_area_m2=[shape.area, shape.area * 0.4, 0.0][n % 3],
        )
        if n > 1:
            BuildingAreaFactory(parcel=parcel, gfa_m2=100.0 * n)
            BuildingAreaFactory(parcel=parcel, gfa_m2=33.3, legality="illegal_pre2009")


def test_an_export_of_parcels_uploaded_again_changes_nothing(odd_parcels, client_of, checked, tmp_path):
    path = tmp_path / "parcels.geojson"
    path.write_bytes(client_of("clerk").get(PARCELS).content)
    assert len(json.loads(path.read_text())["features"]) == Parcel.objects.count() == 6

    upload = checked(path)

    assert (
        list(upload.rows.exclude(outcome="unchanged").values_list("row", "outcome", "reason", "changed"))
        == []
    )
    assert {issue["code"] for issue in upload.issues_by_code if issue["severity"] != "note"} == set()


def test_an_edit_of_the_export_is_the_only_change(odd_parcels, client_of, checked, tmp_path):
    document = client_of("clerk").get(PARCELS).json()
    document["features"][2]["properties"]["owner_name"] = "新权利人"
    document["features"][3]["geometry"]["coordinates"][0][0][1][0] += 2e-6
    path = tmp_path / "parcels.geojson"
    path.write_text(json.dumps(document))

    upload = checked(path)

    assert list(upload.rows.exclude(outcome="unchanged").values_list("row", "outcome", "changed")) == [
        (3, "update", ["owner_name"]),
        (4, "update", ["geometry"]),
    ]
