import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parks.policies.editions import MAX_BYTES
from parks.policies.models import EditionStatus, PolicyEdition
from parks.policies.services import policy_on
from tests.factories.policies import STARTS_ON, EditionFactory, text_of

EDITIONS = "/api/v1/policy/editions/"


@pytest.fixture
def api(db, client_of):
    return client_of("administrator")


def post(api, text):
    return api.post(EDITIONS, {"text": text}, format="json")


def test_the_policy_of_a_day_names_source_and_article_of_every_value(client_of, db):
    shown = client_of("official").get("/api/v1/policy/", {"on": "2026-11-01"}).json()
    (far,) = [each for each in shown["parameters"] if each["name"] == "minimum_far"]
    assert (far["value"], far["source"], shown["on"]) == (2.0, "gz-2022-5", "2026-11-01")
    assert far["article"]
    assert {each["source"] for each in shown["parameters"]} <= {each["id"] for each in shown["sources"]}
    assert "mode_metro_max" in shown["assumptions"]
    assert "minimum_far" not in shown["assumptions"]


def test_a_day_before_every_policy_is_refused(api):
    answer = api.get("/api/v1/policy/", {"on": "1999-01-01"})
    assert (answer.status_code, answer.json()["code"]) == (400, "policy_edition")
    assert {error["code"] for error in answer.json()["errors"]} == {"not_in_force"}


def test_an_edition_is_taken_in_as_a_draft_that_changes_nothing_yet(api):
    answer = post(api, text_of(1000))
    shown = answer.json()
    assert (answer.status_code, shown["status"], shown["starts_on"]) == (201, "draft", "2027-01-01")
    assert [(each["name"], each["before"]["value"], each["after"]["value"]) for each in shown["changes"]] == [
        ("mode_metro_max", 800, 1000)
    ]
    assert policy_on(STARTS_ON).number("mode_metro_max") == 800


def test_it_may_come_as_a_file(api):
    file = SimpleUploadedFile("edition.yaml", "\ufeff".encode() + text_of(1000).encode())
    answer = api.post(EDITIONS, {"file": file}, format="multipart")
    assert (answer.status_code, answer.json()["text"]) == (201, text_of(1000))


def test_every_fault_of_a_bad_edition_is_told_and_nothing_kept(api):
    answer = post(api, text_of("near") + "  mood: {value: 1}\n")
    assert (answer.status_code, answer.json()["code"]) == (400, "policy_edition")
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [
        ("mood", "unknown_parameter")
    ]
    answer = post(api, text_of("near"))
    assert [each["field"] for each in answer.json()["errors"]] == ["mode_metro_max.yaml"]
    assert not PolicyEdition.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "- 1",
        "[",
        "from: 2027-01-01",
        text_of(1, "soon"),
        text_of(1).replace("{zh: 试行版, en: trial}", "trial"),
    ],
)
def test_other_texts_are_refused(api, text):
    assert post(api, text).json()["code"] == "policy_edition"


@pytest.mark.parametrize(
    "data",
    [{}, {"file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")},
     {"file": SimpleUploadedFile("a.yaml", b"x" * (MAX_BYTES + 1))}],
    ids=["nothing", "no text", "large"],
)  # fmt: skip
def test_what_is_no_text_is_refused(api, data):
    assert api.post(EDITIONS, data, format="multipart").status_code == 400


def test_the_same_file_twice_is_named(api):
    first = post(api, text_of(1000)).json()["id"]
    answer = post(api, text_of(1000))
    assert (answer.status_code, answer.json()["code"]) == (409, "policy_edition_exists")
    assert str(first) in answer.json()["detail"]


def test_adopting_says_who_and_why_and_counts_from_its_day(api, administrator):
    number = post(api, text_of(1000)).json()["id"]
    shown = api.post(f"{EDITIONS}{number}/adopt/", {"reason": "区政府通过"}, format="json").json()
    assert (shown["status"], shown["reason"], shown["decided_by"]) == (
        "adopted",
        "区政府通过",
        administrator.display_name,
    )
    day_before = STARTS_ON - dt.timedelta(days=1)
    assert [policy_on(day).number("mode_metro_max") for day in (day_before, STARTS_ON)] == [800, 1000]


def test_an_adopted_edition_goes_on_showing_what_it_changed(api):
    numbers = [post(api, text_of(metres)).json()["id"] for metres in (1000, 600)]
    for number in numbers:
        api.post(f"{EDITIONS}{number}/adopt/", {"reason": "通过"}, format="json")
    shown = [api.get(f"{EDITIONS}{number}/").json()["changes"] for number in numbers]
    assert [(each["before"]["value"], each["after"]["value"]) for (each,) in shown] == [
        (800, 1000),
        (1000, 600),
    ]


def test_withdrawing_ends_it(api):
    number = post(api, text_of(1000)).json()["id"]
    for action in ("adopt", "withdraw"):
        api.post(f"{EDITIONS}{number}/{action}/", {"reason": "见会议纪要"}, format="json")
    assert policy_on(STARTS_ON).number("mode_metro_max") == 800
    assert PolicyEdition.objects.get().status == EditionStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("first", "then"), [("adopt", "adopt"), ("withdraw", "adopt"), ("withdraw", "withdraw")]
)
def test_what_was_decided_is_not_decided_again(api, first, then):
    number = post(api, text_of(1000)).json()["id"]
    api.post(f"{EDITIONS}{number}/{first}/", {"reason": "一"}, format="json")
    answer = api.post(f"{EDITIONS}{number}/{then}/", {"reason": "二"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "policy_edition_decided")


def test_an_edition_that_another_rests_on_cannot_be_withdrawn(api):
    source = (
        "sources:\n- {id: notice, title: {zh: 通知, en: notice}, short: {zh: 通知, en: notice}, issuer: 区, number: '',\n"
        "   date: 2027-01-01, status: in_force, district: '', note: ''}\n"
    )
    base = post(api, text_of(1000).replace("sources: []\n", source)).json()["id"]
    api.post(f"{EDITIONS}{base}/adopt/", {"reason": "通过"}, format="json")
    resting = post(api, text_of("600, source: notice, article: 一")).json()["id"]
    api.post(f"{EDITIONS}{resting}/adopt/", {"reason": "通过"}, format="json")
    answer = api.post(f"{EDITIONS}{base}/withdraw/", {"reason": "撤"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "policy_edition")


def test_a_decision_needs_a_reason(api):
    number = post(api, text_of(1000)).json()["id"]
    assert api.post(f"{EDITIONS}{number}/adopt/", {}, format="json").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_three_queries_whatever_its_length(
    client_of, administrator, count, django_assert_num_queries
):
    EditionFactory.create_batch(count)
    api = client_of("administrator")
    with django_assert_num_queries(3):
        assert len(api.get(EDITIONS).json()["results"]) == count
