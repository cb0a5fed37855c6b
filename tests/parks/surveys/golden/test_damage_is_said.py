"""What is damaged in a file is said before anything is stored: a stored parcel does not keep its shape in silence, and no
other number takes the place of the one that was meant."""

import pytest

from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored
from tests.parks.surveys.golden import geopackage, shapefile
from tests.parks.surveys.golden.test_shapefile import FIRST, but, put, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(park):
    """The parcels of the golden survey, as they were surveyed before."""
    return [
        ParcelFactory(code=files.CODE.format(n), park=park, geometry=stored(files.box(n - 1, side=39)))
        for n in (1, 2, 3, 4)
    ]


def damaged_geopackage(folder):
    _, *others = geopackage.golden_shapes()
    return geopackage.write(folder / "a.gpkg", [b"GP\0\1", *others])


def damaged_shapefile(folder):
    return shapefile.write(folder / "a.zip", but(shp=put(FIRST, b"\x63")))


@pytest.mark.parametrize("write", [damaged_geopackage, damaged_shapefile])
def test_a_stored_shape_is_not_kept_because_the_new_one_is_damaged(write, known, checked, tmp_path):
    upload = checked(write(tmp_path))

    assert [(i.row, i.severity) for i in upload.issues.filter(code="geometry.unreadable")] == [
        (1, "must_fix")
    ]
    assert upload.rows.get(row=1).outcome == "rejected"
    assert upload.rows.get(row=4).outcome != "rejected"


def test_a_letter_in_a_number_is_said(known, checked, tmp_path):
    upload = checked(shapefile.write(tmp_path / "a.zip", but(dbf=swap(b"1600.25", b"16O0.25"))))

    issue = upload.issues.get(code="value.not-number")
    assert (issue.row, issue.column, issue.value) == (1, "宗地面积", "16O0.25")
