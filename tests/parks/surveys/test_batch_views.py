"""Effects, commit, approval and undo over HTTP."""

import pytest

from parks.accounts.models import Role
from parks.inventory.models import Parcel
from parks.surveys import submission, tasks
from parks.surveys.models import ApprovalRule, Approver
from tests.factories.accounts import UserFactory
from tests.factories.inventory import DistrictFactory
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """Tasks run at once, in this process."""
    for task in (tasks.commit_survey, tasks.compute_effects):
        monkeypatch.setattr(task, "delay", task)


@pytest.fixture
def upload(park, checked, tmp_path):
    return checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))


@pytest.fixture
def post(client_of, upload, django_capture_on_commit_callbacks):
    def send(what, persona="clerk", **said):
        with django_capture_on_commit_callbacks(execute=True):
            return client_of(persona).post(f"/api/v1/surveys/{upload.pk}/{what}/", said, format="json")

    return send


@pytest.fixture
def get(client_of, upload):
    return lambda what="", persona="clerk": (
        client_of(persona).get(f"/api/v1/surveys/{upload.pk}/{what}").json()
    )


def test_the_receipt_holds_what_was_decided(upload, post, get):
    upload.answers = {"left_out": [7], "epsg": 4547}
    upload.save()

    receipt = post("commit", reason="年度摸查").json()

    assert (receipt["answers"], receipt["left_out"]) == ({"left_out": [7], "epsg": 4547}, [7])
    assert (receipt["requested_by"], receipt["approved_by"], receipt["effects"]) == (None, None, None)
    assert get()["receipt"] == receipt


def test_the_same_file_again_changes_nothing_and_says_so(upload, post, checked, client_of, tmp_path):
    post("commit")
    again = checked(files.geopackage(tmp_path / "again.gpkg", files.frame(2)))

    receipt = client_of("clerk").post(f"/api/v1/surveys/{again.pk}/commit/", {}).json()

    assert (receipt["changed_nothing"], receipt["parks"], receipt["source"]) == (True, 0, None)
    assert Parcel.objects.count() == 2


def test_effects(post, get):
    answer = post("effects")

    assert (answer.status_code, answer.json()["effects"]["state"]) == (202, "computing")
    effects = get()["effects"]
    assert (effects["state"], effects["parks"], effects["parcels"]["new"]) == ("done", 1, 2)
    assert {line["name_en"] for line in effects["lines"]} >= {"Smallest plot ratio after renewal", "ranked"}


def test_committed_by_the_worker(post, get, monkeypatch):
    monkeypatch.setattr(submission, "ROWS_AT_ONCE", 1)

    answer = post("commit")

    assert (answer.status_code, answer.json()["status"]) == (202, "committing")
    assert (get()["status"], get()["receipt"]["counts"]["new"]) == ("committed", 2)


def test_approval(post, get):
    ApprovalRule.objects.create(area=DistrictFactory(), approver=Approver.ADMINISTRATOR)
    answer = post("commit", reason="年度摸查")
    assert (answer.status_code, answer.json()["status"]) == (202, "awaiting")
    assert answer.json()["approval"]["needed"] == "administrator"
    assert (post("commit").status_code, post("commit").json()["code"]) == (409, "survey_own_request")
    assert post("check").status_code == 409

    back = post("return", "administrator", reason="第 2 行面积不对")
    assert (back.status_code, back.json()["status"]) == (200, "checked")
    assert back.json()["approval"]["returned_reason"] == "第 2 行面积不对"
    assert post("return").json()["code"] == "survey_not_awaiting"

    post("commit", reason="已核对")
    done = post("commit", "administrator", reason="已抽查")
    assert (done.status_code, done.json()["approved_by"]) == (200, "administrator")


def test_a_second_clerk_of_the_district_sees_what_awaits(upload, post, client_of):
    ApprovalRule.objects.create(area=DistrictFactory(), approver=Approver.CLERK)
    post("commit")
    client = client_of("clerk")
    client.force_login(UserFactory(username="colleague", role=Role.CLERK, scope=["440111"]))

    assert client.get(f"/api/v1/surveys/{upload.pk}/").json()["status"] == "awaiting"
    assert client.post(f"/api/v1/surveys/{upload.pk}/commit/", {}).json()["approved_by"] == "colleague"


def test_undo(upload, post, get):
    post("commit")
    assert get("undo/") == {"rows": 2, "refused": []}
    Parcel.objects.filter(code=files.CODE.format(2)).update(address="手工更正")
    refused = get("undo/")["refused"][0]
    assert (refused["row"], refused["code"]) == (2, files.CODE.format(2))
    assert refused["why"]
    assert refused["why_en"]

    receipt = post("undo", reason="区里要求").json()

    assert (receipt["rows"], receipt["refused"][0]["row"], receipt["undone_by"]) == (1, 2, "clerk")
    assert (get()["status"], get()["undo"]) == ("committed", receipt)
    again = post("undo")
    assert (again.status_code, again.json()["code"]) == (409, "survey_undo_refused")


def test_undone_twice(post, get):
    post("commit")
    post("undo")

    again = post("undo")

    assert (get()["status"], again.status_code, again.json()["code"]) == (
        "undone",
        409,
        "survey_already_undone",
    )
    assert "已经全部撤销" in again.json()["detail"]


def test_what_may_only_be_read_is_not_undone(upload, post, client_of):
    post("commit")
    assert client_of("planner").post(f"/api/v1/surveys/{upload.pk}/undo/", {}).status_code == 403
    assert Parcel.objects.count() == 2
