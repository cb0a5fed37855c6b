"""Rows of an upload over HTTP: lists, and one beside what is stored."""

import pytest

from tests.factories.inventory import (
    BoundaryFactory,
    BuildingAreaFactory,
    DistrictFactory,
    ParcelFactory,
    ParkFactory,
    TownFactory,
    square,
)
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db
URL = "/api/v1/surveys/"


@pytest.fixture
def upload(park, checked, tmp_path):
    parcel = ParcelFactory(
        code=files.CODE.format(1), park=park, geometry=stored(files.box(0, side=38)), owner_name="旧名"
    )
    BuildingAreaFactory(parcel=parcel, legality="legal", gfa_m2=100, storeys=2)
    ParcelFactory(code="440111001001JC00099", park=park, geometry=stored(files.box(-1)))
    table = files.frame(3, **{"合法建筑面积(㎡)": [120.0, None, None], "层数": [3, None, None]})
    return checked(files.geopackage(tmp_path / "a.gpkg", table))


def test_rows_by_outcome(upload, client_of):
    client = client_of("clerk")

    page = client.get(f"{URL}{upload.pk}/rows/?outcome=new").json()

    assert (page["count"], [row["row"] for row in page["results"]]) == (2, [2, 3])
    assert page["results"][0] == {
        "row": 2, "outcome": "new", "reason": "", "code": files.CODE.format(2), "changed": [],
    }  # fmt: skip
    assert client.get(f"{URL}{upload.pk}/rows/?outcome=wrong").status_code == 400


def test_a_row_beside_what_is_stored(upload, client_of):
    row = client_of("clerk").get(f"{URL}{upload.pk}/rows/1/").json()

    assert row["outcome"] == "update"
    said = {d["field"]: (d["stored"], d["file"]) for d in row["differences"]}
    assert said.pop("area_m2") == (pytest.approx(38 * 38, abs=0.1), pytest.approx(1600, abs=0.1))
    assert said == {"owner_name": ("旧名", "石马村经济联社"), "gfa_legal_m2": (100, 120), "storeys": (2, 3)}
    west = [min(x for x, _ in s["coordinates"][0][0]) for s in (row["shape"], row["stored_shape"])]
    assert west == [pytest.approx(113.3, abs=0.1)] * 2
    assert [near["code"] for near in row["near"]] == ["440111001001JC00099"]


def test_a_new_row_has_nothing_beside_it(upload, client_of):
    row = client_of("clerk").get(f"{URL}{upload.pk}/rows/2/").json()

    assert row["stored_shape"] is None
    assert {d["stored"] for d in row["differences"]} == {None}
    assert client_of("clerk").get(f"{URL}{upload.pk}/rows/9/").status_code == 404


def test_nothing_is_told_of_a_parcel_outside_the_scope(park, checked, client_of, tmp_path):
    town = TownFactory(code="440113105", name="石碁镇", parent=DistrictFactory(code="440113", name="番禺区"))
    elsewhere = ParkFactory(code="440113-9001", area=town, boundary=None)
    BoundaryFactory(park=elsewhere, geometry=square(40, side=100))
    ParcelFactory(code=files.CODE.format(1), park=elsewhere, geometry=stored(files.box(1)), owner_name="秘")
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))

    row = client_of("clerk").get(f"{URL}{upload.pk}/rows/1/").json()

    assert (row["stored_shape"], row["near"], "秘" in str(row)) == (None, [], False)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_queries_for_one_row_and_three(
    rows, park, checked, client_of, django_assert_num_queries, tmp_path
):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(rows)))
    client = client_of("clerk")

    with django_assert_num_queries(4):
        assert client.get(f"{URL}{upload.pk}/rows/").json()["count"] == rows
