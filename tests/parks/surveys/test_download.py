"""Stored parcels as a survey: they come back unchanged, or as the conflict that they are."""

import datetime as dt

import geopandas as gpd
import pyogrio
import pytest

from parks.inventory.models import Parcel
from parks.surveys.versions import FORM, spelled
from tests.factories.accounts import UserFactory
from tests.factories.inventory import BuildingAreaFactory, ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db
URL = "/api/v1/surveys/parcels.gpkg"


@pytest.fixture
def parcels(park):
    made = [
        ParcelFactory(
            code=files.CODE.format(n),
            park=park,
            geometry=stored(files.box(n)),
            owner_name="石马村经济联社",
            declared_area_m2=1_600.25,
            procedure="partial",
            procedure_area_m2=700.5,
            surveyed_on=dt.date(2025, 6, 30),
            address="石马村一路",
            land_use="0601",
        )
        for n in (1, 2, 3)
    ]
    for legality, storeys in (("legal", 3), ("illegal_pre2009", 2)):
        BuildingAreaFactory(
            parcel=made[0], legality=legality, gfa_m2=812.7, storeys=storeys, as_of=dt.date(2025, 6, 30)
        )
    return made


@pytest.fixture
def downloaded(parcels, park, client_of, tmp_path):
    answer = client_of("clerk").get(URL, {"within": park.code})
    assert answer.status_code == 200, answer.content
    path = tmp_path / "a.gpkg"
    path.write_bytes(answer.content)
    return path


def edit(path, **columns) -> None:
    table = gpd.read_file(path)
    for name, values in columns.items():
        table[name] = values
    files.geopackage(path, table, layer="宗地")


def test_the_file_holds_what_is_stored(downloaded):
    table = pyogrio.read_dataframe(downloaded)

    assert table.crs.to_epsg() == 4490
    first = table.iloc[0]
    assert (first["宗地代码"], first["权属性质"], first["用地手续"]) == (files.CODE.format(1), "集体", "部分")
    assert (first["宗地面积（平方米）"], first["合法建筑面积（平方米）"]) == (1_600.25, 812.7)
    assert gpd.pd.isna(first["层数"])  # two floor areas that disagree
    assert all(FORM.fullmatch(version) for version in table["库中版本"])


def test_what_was_downloaded_comes_back_unchanged(downloaded, checked):
    upload = checked(downloaded)

    assert (upload.counts["unchanged"], upload.issues_by_code) == (3, [])


def test_what_somebody_changed_since_the_download_is_a_conflict(downloaded, checked, clerk):
    Parcel.objects.filter(code=files.CODE.format(2)).update(owner_name="他人所改")
    Parcel.objects.filter(code=files.CODE.format(3)).delete()
    edit(downloaded, 权利人=["新名"] * 3)

    upload = checked(downloaded)

    assert list(upload.rows.values_list("outcome", "reason")) == [
        ("update", ""),
        ("conflict", "conflict.parcel"),
        ("conflict", "conflict.parcel"),
    ]


def test_a_version_that_was_altered_is_said(downloaded, checked):
    edit(downloaded, 库中版本=["v1", spelled(1), None])

    upload = checked(downloaded)

    assert list(upload.issues.values_list("row", "code")) == [(1, "version.unreadable")]


@pytest.mark.parametrize("number", [0, 1, -1, 2**63 - 1, -(2**63)])
def test_versions_are_text_that_comes_back(number):
    from parks.surveys.versions import stated

    assert stated(gpd.pd.Series([spelled(number)], index=[7])) == {7: number}


def test_by_area_and_within_the_scope(parcels, park, client_of):
    assert client_of("clerk").get(URL, {"within": "440111"}).status_code == 200
    outside = client_of("clerk").get(URL, {"within": "440113"})
    assert (outside.status_code, outside.json()["code"]) == (404, "survey_nothing_stored")
    assert client_of("clerk").get(URL).json()["code"] == "survey_within"
    elsewhere = UserFactory(role="clerk", scope=["440113"])
    client = client_of("stranger")
    client.force_login(elsewhere)
    assert client.get(URL, {"within": park.code}).status_code == 404


def test_too_many_are_refused(parcels, park, client_of, monkeypatch):
    monkeypatch.setattr("parks.surveys.download.LIMIT", 2)

    assert client_of("clerk").get(URL, {"within": park.code}).json()["code"] == "survey_too_many_stored"


def test_one_query_however_many(parcels, park, clerk, django_assert_num_queries):
    from parks.surveys.download import geopackage

    with django_assert_num_queries(1):
        file = geopackage(park.code, clerk.scope)
    assert file.startswith(b"SQLite format 3")
