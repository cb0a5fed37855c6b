"""The HTTP side: who may upload and see what, pages, filters, and that nothing ends in an error page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parks.accounts.models import Role
from parks.inventory.models import Parcel
from parks.surveys import services, tasks
from parks.surveys.models import SurveyUpload
from tests.factories.accounts import UserFactory
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db
URL = "/api/v1/surveys/"


@pytest.fixture
def worker(monkeypatch):
    """The task runs at once, in this process."""
    monkeypatch.setattr(tasks.check_survey, "delay", tasks.check_survey)


@pytest.fixture
def post(client_of, worker, django_capture_on_commit_callbacks):
    def send(content: bytes, name: str, persona: str = "clerk", **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client_of(persona).post(
                URL, {"file": SimpleUploadedFile(name, content), **fields}, format="multipart"
            )

    return send


def test_upload_check_and_commit(park, client_of, post, tmp_path):
    path = files.shapefile(tmp_path / "石马村.zip", files.frame(3), encoding="GB18030", without=(".cpg",))

    answer = post(path.read_bytes(), path.name)

    assert answer.status_code == 201
    address = f"{URL}{answer.json()['id']}/"
    assert answer["Location"].endswith(address)
    client = client_of("clerk")
    survey = client.get(address).json()
    assert (survey["filename"], survey["status"], survey["uploaded_by"]) == ("石马村.zip", "checked", "clerk")
    assert survey["counts"]["new"] == 3
    assert survey["reading"]["encoding"]["name"] == "GB18030"
    assert survey["reading"]["crs"]["epsg"] == 4547
    assert survey["bounds"][0] == pytest.approx(113.3, abs=0.1)
    assert survey["mapping"][0] == {
        "column": "宗地代码", "field": "code", "how": "exact", "unit": None,
        "samples": [files.CODE.format(n) for n in (1, 2, 3)], "suggestion": None,
    }  # fmt: skip
    preview = client.get(f"{address}preview/").json()
    assert [(f["properties"]["row"], f["properties"]["outcome"]) for f in preview["features"]] == [
        (1, "new"),
        (2, "new"),
        (3, "new"),
    ]
    receipt = client.post(f"{address}commit/", {}).json()
    assert (receipt["batch"], receipt["counts"]["new"], Parcel.objects.count()) == (survey["id"], 3, 3)
    assert client.get(address).json()["receipt"] == receipt


def test_a_conflict_is_checked_again_and_then_committed(
    park, client_of, post, tmp_path, django_capture_on_commit_callbacks
):
    content = files.geopackage(tmp_path / "a.gpkg", files.frame(2)).read_bytes()
    address = f"{URL}{post(content, 'a.gpkg').json()['id']}/"
    parcel = ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0)))
    client = client_of("clerk")
    assert client.post(f"{address}commit/", {}).json()["code"] == "survey_changed_since_checked"
    parcel.delete()
    assert client.post(f"{address}commit/", {}).json()["code"] == "survey_conflict_rows"
    shown = client.get(f"{address}preview/").json()["features"][0]["properties"]
    assert (shown["row"], shown["outcome"], shown["reason"]) == (1, "conflict", "conflict.parcel")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{address}check/")

    assert (answer.status_code, answer.json()["id"]) == (202, client.get(address).json()["id"])
    assert client.get(address).json()["counts"]["new"] == 2
    assert client.post(f"{address}commit/", {}).json()["counts"]["new"] == 2
    assert client.post(f"{address}check/").json()["code"] == "survey_not_checkable"


@pytest.mark.parametrize(
    ("persona", "status"),
    [("clerk", 202), ("administrator", 202), ("official", 403), ("planner", 403), ("stranger", 401)],
)
def test_only_clerks_and_administrators_check_again(persona, status, park, checked, client_of, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))

    assert client_of(persona).post(f"{URL}{upload.pk}/check/").status_code == status


def test_issues_are_paged_and_filtered(park, client_of, post, tmp_path):
    table = files.frame(
        3,
        宗地代码=["1", files.CODE.format(2), files.CODE.format(2)],
        **{"面积(㎡)": [1600.0, 1700.0, 1600.0]},
    )
    survey = post(files.geopackage(tmp_path / "a.gpkg", table).read_bytes(), "a.gpkg").json()
    client, address = client_of("clerk"), f"{URL}{survey['id']}/issues/"

    rows = client.get(address).json()
    must = client.get(address, {"severity": "must_fix", "page_size": 1}).json()
    one = client.get(address, {"code": "parcel-code.length"}).json()["results"]

    assert [(i["row"], i["code"], i["severity"]) for i in rows["results"]] == [
        (1, "parcel-code.length", "must_fix"),
        (2, "duplicate.in-file", "must_fix"),
        (3, "duplicate.in-file", "must_fix"),
        (2, "area.declared-differs", "needs_reason"),
    ]
    assert (must["count"], len(must["results"]), must["next"] is not None) == (3, 1, True)
    assert (one[0]["column"], one[0]["value"], one[0]["message_zh"]) == (
        "宗地代码",
        "1",
        "宗地代码应为 19 位，现为 1 位",
    )
    assert client.get(address, {"severity": "bad"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_one_and_three(
    count, park, client_of, checked, tmp_path, django_assert_num_queries
):
    for n in range(count):
        upload = checked(files.geopackage(tmp_path / f"{n}.gpkg", files.frame(count, 宗地代码=["1"] * count)))
    client = client_of("clerk")
    client.get(URL)

    with django_assert_num_queries(3):  # the user, how many, the page with its uploaders
        assert len(client.get(URL).json()["results"]) == count
    with django_assert_num_queries(2):  # the user, the upload
        client.get(f"{URL}{upload.pk}/")
    with django_assert_num_queries(4):  # the user, the upload, how many, the page
        assert client.get(f"{URL}{upload.pk}/issues/").json()["count"] >= count
    with django_assert_num_queries(3):  # the user, the upload, its rows
        assert len(client.get(f"{URL}{upload.pk}/preview/").json()["features"]) == count


@pytest.mark.parametrize(
    ("persona", "status"),
    [("clerk", 201), ("administrator", 201), ("official", 403), ("planner", 403), ("stranger", 401)],
)
def test_only_clerks_and_administrators_upload(persona, status, park, post, client_of, tmp_path):
    content = files.geopackage(tmp_path / "a.gpkg", files.frame(1)).read_bytes()

    assert post(content, "a.gpkg", persona).status_code == status
    assert client_of(persona).get(URL).status_code == (200 if status == 201 else status)


def test_uploads_of_another_scope_do_not_exist(park, checked, client_of, tmp_path):
    other = UserFactory(role=Role.CLERK, scope=["440113"])
    hidden = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)), other)
    colleague = checked(
        files.geopackage(tmp_path / "b.gpkg", files.frame(1)), UserFactory(role=Role.CLERK, scope=["440111"])
    )
    client = client_of("clerk")

    assert [s["id"] for s in client.get(URL).json()["results"]] == [colleague.pk]
    for address in (f"{hidden.pk}/", f"{hidden.pk}/issues/", f"{hidden.pk}/preview/"):
        assert client.get(URL + address).status_code == 404
    assert client.post(f"{URL}{hidden.pk}/commit/", {}).status_code == 404
    assert client.post(f"{URL}{hidden.pk}/check/").status_code == 404
    assert len(client_of("administrator").get(URL).json()["results"]) == 2


def test_a_clerk_without_scope_sees_nothing_of_others(checked, clerk, client_of, park, tmp_path):
    nobody = UserFactory(role=Role.CLERK, scope=[])
    checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)), nobody)

    assert client_of("clerk").get(URL).json()["count"] == 0


def test_a_bad_file_is_refused_with_a_sentence(post, client_of):
    answer = post(b"\x00\x01\x02", "x.bin")

    assert answer.status_code == 201
    survey = client_of("clerk").get(f"{URL}{answer.json()['id']}/").json()
    assert (survey["status"], survey["problem"]["code"]) == ("refused", "file.unknown")
    assert "GeoPackage" in survey["problem"]["detail"]
    assert client_of("clerk").post(f"{URL}{survey['id']}/commit/", {}).json()["code"] == "survey_not_checked"


def test_an_empty_file_is_refused_with_a_sentence(post, client_of):
    answer = post(b"", "empty.gpkg")

    assert answer.status_code == 201
    assert client_of("clerk").get(f"{URL}{answer.json()['id']}/").json()["problem"]["code"] == "file.empty"


def test_no_file_is_a_problem(client_of):
    answer = client_of("clerk").post(URL, {"note": "x"}, format="multipart")

    assert (answer.status_code, answer.json()["code"]) == (400, "survey_no_file")


def test_a_file_beyond_the_limit_is_a_problem_and_leaves_nothing(post, settings):
    settings.SURVEY_MAX_BYTES = 1024 * 1024

    answer = post(b"x" * (1024 * 1024 + 1), "big.gpkg")

    assert (answer.status_code, answer.json()["code"]) == (413, "survey_too_big")
    assert answer.json()["detail"] == "文件 2 MB，超过上限 1 MB，请按镇街拆分后分别上传。"
    assert SurveyUpload.objects.count() == 0
    assert list(services.folder().iterdir()) == []


def test_the_crs_named_must_be_an_accepted_one(post):
    assert post(b"x", "a.gpkg", crs="3857").json()["code"] == "survey_answers"
    assert post(b"x", "a.gpkg", crs="abc").status_code == 400


def test_a_dead_queue_is_said_and_recorded(client_of, monkeypatch, django_capture_on_commit_callbacks):
    def dead(_):
        raise services.QueueError("no broker")

    monkeypatch.setattr(tasks.check_survey, "delay", dead)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        client_of("clerk").post(URL, {"file": SimpleUploadedFile("a.gpkg", b"x")}, format="multipart")
    with pytest.raises(services.QueueUnavailableError):
        callbacks[0]()

    assert SurveyUpload.objects.get().problem["code"] == "queue_unavailable"


def test_a_fault_of_ours_is_recorded_not_raised(post, client_of, monkeypatch, caplog):
    monkeypatch.setattr(services.checking, "check", lambda *_, **__: 1 / 0)

    answer = post(b"x", "a.gpkg")

    assert answer.status_code == 201
    survey = client_of("clerk").get(f"{URL}{answer.json()['id']}/").json()
    assert (survey["status"], survey["problem"]["code"]) == ("failed", "internal_error")
    assert "division by zero" in caplog.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\数据\\石马.zip", "石马.zip"),
        ("a\u202egpj.zip", "agpj.zip"),
        ("\x00", "upload"),
    ],
)
def test_names_are_kept_without_paths(name, kept):
    assert services.clean_name(name) == kept


def test_the_same_content_is_kept_once(settings):
    first, second = (services.store(io.BytesIO(b"same")) for _ in range(2))

    assert first == second
    assert [p.name for p in services.folder().iterdir()] == [first[0]]


def test_what_a_column_can_be(client_of):
    found = client_of("clerk").get(f"{URL}fields/").json()

    assert found["fields"][0] == {
        "name": "code", "label": "宗地代码", "label_en": "parcel code", "kind": "text", "required": True,
    }  # fmt: skip
    assert [unit["name"] for unit in found["units"]] == ["m2", "wan_m2", "ha", "mu", "km2"]


def test_a_guess_is_answered_and_the_reading_says_so(park, client_of, post, tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(1), without=(".prj",))
    address = f"{URL}{post(path.read_bytes(), path.name).json()['id']}/"

    asked = client_of("clerk").get(address).json()

    assert asked["reading"]["crs"]["candidates"][0] == {"epsg": 4547, "swapped": False, "share": 1.0}
    assert asked["reading"]["crs"]["shift"]["name"] == "none"
    assert asked["reading"]["encoding"]["doubt"] is False
    assert [i["code"] for i in asked["issues_by_code"]] == ["crs.undeclared"]
