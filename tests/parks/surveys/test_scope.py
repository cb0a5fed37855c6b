"""What a clerk may learn through uploads: nothing of parcels and parks outside the data scope (数据范围), and who sees
which upload."""

import datetime as dt
import json
import re

import pytest
from shapely.affinity import translate

from parks.accounts.models import Role
from parks.surveys.models import SurveyUpload
from tests.factories.accounts import UserFactory
from tests.factories.inventory import (
    BoundaryFactory,
    BuildingAreaFactory,
    DistrictFactory,
    ParcelFactory,
    ParkFactory,
    TownFactory,
)
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db

URL = "/api/v1/surveys/"
HIDDEN_CODE = "440113001001JC00077"
NEIGHBOR_CODE = "440113001001JC00078"
NORTH_M = 2_000.0
"""So far north of the test park lies the hidden one, still inside 白云区 by its shape, but under 番禺区."""


def lot(n: int, **options):
    return translate(files.box(n, **options), yoff=NORTH_M)


@pytest.fixture
def hidden(park):
    """A park of 番禺区 with two parcels of which every fact is unmistakable."""
    town = TownFactory(code="440113105", name="石碁镇", parent=DistrictFactory(code="440113", name="番禺区"))
    park = ParkFactory(code=HIDDEN_PARK, name="石碁秘园", area=town, boundary=None)
    corner = lot(0, side=1_000)
    BoundaryFactory(park=park, geometry=stored(corner))
    parcel = ParcelFactory(
        code=HIDDEN_CODE,
        park=park,
        geometry=stored(lot(0)),
        procedure="complete",
        procedure_area_m2=1_234.5,
        declared_area_m2=1_567.8,
        owner_name="石碁秘密经济社",
        address="石碁暗巷9号",
        surveyed_on=dt.date(2019, 3, 7),
    )
    BuildingAreaFactory(
        parcel=parcel, gfa_m2=4_321.0, as_of=dt.date(2025, 11, 11), storeys=7, built_year=1987
    )
    ParcelFactory(code=NEIGHBOR_CODE, park=park, geometry=stored(lot(1, side=37)))
    return parcel


HIDDEN_PARK = "440113-7777"
FACTS = (
    "石碁", "秘", "暗巷", NEIGHBOR_CODE, "2019", "2025-11-11", "1,234", "1234", "1,567", "1567", "4,321", "4321",
    "1,369", "1369", "1987",
)  # fmt: skip
"""1,369 m² is what the second parcel would overlap."""


def everything_said(client, upload: SurveyUpload) -> str:
    """Report, issues, preview and the answer to a commit, as one text; running numbers, hashes and times are no facts."""
    address = f"{URL}{upload.pk}/"
    answers = [
        client.get(address),
        client.get(f"{address}issues/?page_size=500"),
        client.get(f"{address}preview/"),
    ]
    answers.append(client.post(f"{address}commit/", {"reason": "照样入库"}))
    text = json.dumps([answer.json() for answer in answers], ensure_ascii=False)
    return re.sub(r'"(id|sha256|\w+_at)": ("[^"]*"|\d+)', r'"\1": 0', text)


ROWS = {
    "宗地代码": [HIDDEN_CODE, HIDDEN_CODE, files.CODE.format(3), files.CODE.format(4), files.CODE.format(5)],
    "用地手续": ["未完善", None, "未完善", "未完善", "未完善"],
    "园区编号": [None, "440111-9001", None, None, "440111-9001"],
    "测量日期": ["2001-01-01", None, "2001-01-01", None, None],
    "合法建筑面积(㎡)": [10.0, 20.0, None, 30.0, None],
    "建筑面积(㎡)": [None, None, 77.0, None, None],
    "层数": [1, 2, None, 3, None],
    "geometry": [lot(0, side=41), files.box(2), lot(0, side=39), files.box(4), lot(1, side=60)],
}
"""A clerk fishing: the hidden code on its land and elsewhere, shapes on it, its park named and not, older dates."""


@pytest.mark.parametrize("named", [None, HIDDEN_PARK])
def test_no_fact_of_a_hidden_parcel_is_in_anything_that_is_said(named, hidden, checked, client_of, tmp_path):
    rows = {**ROWS, "园区编号": [*ROWS["园区编号"][:3], named, None]}
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(5, **rows)))
    assert upload.status == "checked"

    text = everything_said(client_of("clerk"), upload)

    assert [fact for fact in FACTS if fact in text] == []
    assert (HIDDEN_PARK in text) is (named is not None)
    assert set(upload.rows.exclude(row=4).values_list("outcome", flat=True)) == {"rejected"}
    assert all(changed == [] for changed in upload.rows.values_list("changed", flat=True))


def test_a_planted_fact_would_have_been_found(hidden, checked, client_of, administrator, tmp_path):
    """The same file as seen by somebody who may see all: the search above does find facts."""
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(5, **ROWS)), administrator)

    text = everything_said(client_of("administrator"), upload)

    assert {"2019", "2025-11-11", NEIGHBOR_CODE} <= {fact for fact in FACTS if fact in text}


def test_a_hidden_parcel_stored_since_is_no_news_either(park, hidden, checked, client_of, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))
    ParcelFactory(code="440113001001JC00099", park=hidden.park, geometry=stored(files.box(0, side=20)))

    text = everything_said(client_of("clerk"), upload)

    assert "survey_changed_since_checked" in text
    assert [fact for fact in (*FACTS, HIDDEN_PARK, "440113001001JC00099", "400 m²") if fact in text] == []


@pytest.mark.parametrize(
    ("persona", "seen"),
    [
        ("clerk", {"own", "district", "village"}),
        ("administrator", {"own", "district", "village", "other district", "both", "city", "none"}),
        ("official", 403),
        ("planner", 403),
        ("stranger", 401),
    ],
)
def test_which_uploads_each_persona_sees(persona, seen, client_of, clerk):
    """Those whose whole scope lies within one's own, in one query; scopes are prefixes, not names."""
    scopes = {
        "district": ["440111"],
        "village": ["440111113201", "440111114"],
        "other district": ["440113"],
        "both": ["440111", "440113"],
        "city": ["4401"],
        "none": [],
    }
    uploads = {"own": clerk, **{name: UserFactory(role=Role.CLERK, scope=s) for name, s in scopes.items()}}
    for name, user in uploads.items():
        SurveyUpload.objects.create(user=user, scope=user.scope, file_name=name, sha256="0" * 64, bytes=1)

    answer = client_of(persona).get(URL)

    if isinstance(seen, int):
        assert answer.status_code == seen
    else:
        assert {upload["filename"] for upload in answer.json()["results"]} == seen


@pytest.mark.parametrize(
    ("mine", "theirs", "seen"),
    [
        (["4401"], ["440111"], True),
        (["4401"], ["440111", "440113105"], True),
        (["440111", "440113"], ["440111113", "440113"], True),
        (["440111"], ["4401"], False),
        (["440111"], ["440111", "440113"], False),
        (["440111113"], ["440111113201"], True),
        (["440111113"], ["440111114201"], False),
        ([], ["440111"], False),
        (["4401"], [], False),
        ([], [], False),
    ],
)
def test_a_scope_is_seen_by_those_who_cover_it(mine, theirs, seen, django_assert_num_queries):
    me, other = UserFactory(role=Role.CLERK, scope=mine), UserFactory(role=Role.CLERK, scope=theirs)
    SurveyUpload.objects.create(user=other, scope=theirs, file_name="a", sha256="0" * 64, bytes=1)

    with django_assert_num_queries(1):
        assert len(SurveyUpload.objects.visible_to(me)) == int(seen)


def test_scopes_are_compared_as_a_commit_compares_them(park, checked, client_of, tmp_path):
    """A colleague with the city's scope may commit what a district's clerk uploaded."""
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))

    answer = client_of("administrator").post(f"{URL}{upload.pk}/commit/", {})

    assert (answer.status_code, answer.json()["committed_by"]) == (200, "administrator")
