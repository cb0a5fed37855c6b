"""Editions: what they add, from which day, on which ground; every fault of a bad one at once; what they change."""

from datetime import date

import pytest

from assessment.errors import PolicyError
from assessment.policy.documents import read_documents
from assessment.policy.edition import changes, with_editions
from assessment.policy.load import policy_from

DOCUMENTS = read_documents()
NOTICE = {
    "id": "notice-2027",
    "title": {"zh": "某区2027年通知", "en": "A notice of 2027"},
    "short": {"zh": "2027通知", "en": "notice 2027"},
    "issuer": "某区",
    "number": "",
    "date": date(2027, 1, 1),
    "status": "in_force",
    "district": "440118",
    "note": "",
}


def edition(start=date(2027, 1, 1), sources=(), **parameters):
    title = {"zh": "试行版", "en": "trial"}
    return {"title": title, "from": start, "sources": list(sources), "parameters": parameters}


def policy(day, *editions):
    return policy_from(with_editions(DOCUMENTS, editions), day)


def faults_of(*editions):
    with pytest.raises(PolicyError) as caught:
        with_editions(DOCUMENTS, editions)
    return [(fault.place, fault.message_en) for fault in caught.value.faults]


def test_a_value_counts_from_its_day_on_and_the_files_stay_as_they_are():
    change = edition(mode_metro_max={"value": 1000})
    days = (date(2026, 12, 31), date(2027, 1, 1))
    assert [policy(day, change).number("mode_metro_max") for day in days] == [800, 1000]
    assert policy_from(DOCUMENTS, date(2027, 1, 1)).number("mode_metro_max") == 800


def test_the_day_before_gives_the_same_policy_to_the_bit():
    change = edition(mode_metro_max={"value": 1000})
    assert policy(date(2026, 12, 31), change).hash == policy_from(DOCUMENTS, date(2026, 12, 31)).hash


def test_a_value_may_rest_on_a_source_of_its_own():
    ground = {"value": 3.0, "source": "notice-2027", "article": "三", "note": "按通知"}
    after = policy(date(2027, 2, 1), edition(sources=[NOTICE], minimum_far=ground)).parameter("minimum_far")
    assert (after.value, after.source, after.article, after.note) == (3.0, "notice-2027", "三", "按通知")
    before = policy_from(DOCUMENTS, date(2027, 2, 1)).parameter("minimum_far")
    assert (before.value, before.source) == (2.0, "gz-2022-5")


def test_of_two_editions_for_one_day_the_later_counts():
    both = (edition(mode_metro_max={"value": 1000}), edition(mode_metro_max={"value": 600}))
    assert policy(date(2027, 1, 1), *both).number("mode_metro_max") == 600


def test_an_older_value_may_be_given_for_a_past_day():
    late = edition(date(2025, 1, 1), mode_metro_max={"value": 700})
    days = (date(2024, 12, 31), date(2025, 1, 1))
    assert [policy(day, late).number("mode_metro_max") for day in days] == [800, 700]


def test_every_fault_is_told_at_once():
    found = faults_of(
        edition(mood={"value": 1}, mode_metro_max=500, minimum_far={"article": "三"}),
        {"title": {}, "from": "2027-01-01", "sources": [], "parameters": {}},
        {**edition(), "from": "2027-01-01"},
    )
    assert [place for place, _ in found] == [
        "mood",
        "mode_metro_max",
        "minimum_far",
        "edition.title",
        "edition.from",
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"value": "near"}, "must be a finite number, not negative"),
        ({"value": 1, "source": "nowhere"}, "unknown source nowhere"),
        ({"value": 1, "source": ["derived"]}, "source, article and note must be text"),
        ({"value": 1, "article": ""}, "article is empty"),
        ({"value": 1, "source": "derived"}, "an assumption needs a note"),
        ({"value": 1, "source": "derived", "note": ""}, "an assumption needs a note"),
    ],
)
def test_values_and_grounds_are_checked_as_in_the_files(value, told):
    assert faults_of(edition(mode_metro_max=value)) == [("mode_metro_max.yaml", told)]


def test_a_source_cannot_be_replaced():
    assert faults_of(edition(sources=[{**NOTICE, "id": "derived"}], minimum_far={"value": 1})) == [
        ("sources.yaml", "derived repeats")
    ]


def test_an_edition_without_values_changes_nothing_and_is_refused():
    assert faults_of(edition()) == [("edition.parameters", "changes nothing")]


@pytest.mark.parametrize("content", [None, [], {"from": date(2027, 1, 1)}, {**edition(), "more": 1}])
def test_other_shapes_are_refused(content):
    assert [place for place, _ in faults_of(content)] == ["edition"]


def test_changes_name_what_differs_and_only_that():
    day = date(2027, 1, 1)
    after = policy(day, edition(mode_metro_max={"value": 1000}, minimum_far={"value": 2.0}))
    found = changes(policy_from(DOCUMENTS, day), after)
    assert [(change.name, change.before["value"], change.after["value"]) for change in found] == [
        # the value of minimum_far is the same, its day is not
        ("minimum_far", 2.0, 2.0),
        ("mode_metro_max", 800, 1000),
    ]
    assert changes(after, after) == []


def test_what_only_one_of_two_policies_has_is_a_change():
    day = date(2027, 1, 1)
    before = policy_from(DOCUMENTS, day)
    rest = {name: each for name, each in before.parameters.items() if name != "minimum_far"}
    less = type(before)(before.on, before.edition, before.hash, before.sources, rest)
    gone, new = changes(before, less), changes(less, before)
    assert [(change.name, change.after) for change in gone] == [("minimum_far", None)]
    assert [(change.name, change.before) for change in new] == [("minimum_far", None)]
