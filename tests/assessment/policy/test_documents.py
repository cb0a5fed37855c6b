"""Every policy file is complete; every kind of mistake in one is found."""

import copy
from collections import defaultdict
from datetime import date

import pytest
import yaml

from assessment.errors import PolicyError
from assessment.policy.documents import HOME, checked_documents, read_documents
from assessment.units import UNITS

DOCUMENTS = read_documents()
SOURCES = yaml.safe_load((HOME / "sources.yaml").read_text(encoding="utf-8"))
METRO = DOCUMENTS.parameters["mode_metro_max"]


@pytest.mark.parametrize("name", sorted(DOCUMENTS.parameters))
def test_every_parameter_says_unit_source_and_article(name):
    content = DOCUMENTS.parameters[name]
    assert content["unit"] in UNITS
    assert content["article"]
    source = DOCUMENTS.sources[content["source"]]
    assert source.status in {"in_force", "draft", "literature", "assumption"}
    assert source.status != "assumption" or content["note"]


def test_sources_say_who_and_when():
    for source in DOCUMENTS.sources.values():
        assert source.title_zh
        assert source.title_en
        assert source.issuer
        assert source.date < date(2026, 11, 1)


def test_a_source_is_not_dated_before_what_it_cites():
    # the paper counts from the survey of 2018 but speaks of 穗府办规〔2022〕5号 and the government report of 2023
    assert DOCUMENTS.sources["regeneration-paper"].date >= date(2023, 1, 1)
    assert "2018" in DOCUMENTS.sources["regeneration-paper"].note


def test_documents_of_one_place_name_it():
    found = {name: source.district for name, source in DOCUMENTS.sources.items() if source.district}
    assert found == {"zengcheng-draft": "440118", "huaian-practice": "320800", "huangyan-2022": "331003"}


@pytest.mark.parametrize("name", ["mode_platform_counts", "mode_core_location_required"])
def test_where_the_modes_leave_the_paper_they_say_so(name):
    # 4.1.1 takes a key platform in place of the core location; here it stands in for the metro only
    content = DOCUMENTS.parameters[name]
    assert DOCUMENTS.sources[content["source"]].status == "assumption"
    assert content["note"].startswith("与原文不同")


def test_no_source_is_unused():
    assert {content["source"] for content in DOCUMENTS.parameters.values()} == set(DOCUMENTS.sources)


def test_priority_weights_are_the_agreed_ones():
    # by group: Land .22, Economy .24, Location .22, Feasibility .20, Safety .12; 1 together
    table = DOCUMENTS.parameters["priority_indicators"]["values"][-1]["value"]
    sums: dict[str, float] = defaultdict(float)
    for row in table["indicators"]:
        sums[row["group"]] += row["weight"]
    assert {name: round(total, 9) for name, total in sums.items()} == {
        "land": 0.22,
        "economy": 0.24,
        "location": 0.22,
        "feasibility": 0.20,
        "safety": 0.12,
    }


def test_priority_directions_and_weights_one_by_one():
    table = DOCUMENTS.parameters["priority_indicators"]["values"][-1]["value"]
    found = {row["name"]: round(row["direction"] * row["weight"], 9) for row in table["indicators"]}
    assert found == {
        "far": -0.08,
        "pre2000_lowrise": 0.05,
        "area": 0.05,
        "industrial_nearby": 0.04,
        "output_per_mu": -0.07,
        "tax_per_mu": -0.08,
        "labor_intensive": 0.03,
        "vacancy": 0.03,
        "leading_industry": 0.03,
        "metro_distance": -0.06,
        "centre_distance": -0.05,
        "in_block": 0.06,
        "planned_industrial": 0.05,
        "procedure": 0.07,
        "right_holders": -0.04,
        "consent": 0.05,
        "lease_years_left": -0.02,
        "sublease_tiers": -0.02,
        "hazards": 0.05,
        "pollution": 0.04,
        "unmet_needs": 0.03,
    }


def problems(change):
    content = copy.deepcopy(METRO)
    change(content)
    with pytest.raises(PolicyError) as caught:
        checked_documents(SOURCES, {"mode_metro_max": content})
    return [fault.message_en for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c.update(name="other"), "name must be the file's name"),
        (lambda c: c.update(unit="furlong"), "unknown unit furlong"),
        (lambda c: c.update(source="hearsay"), "unknown source hearsay"),
        (lambda c: c.update(article=""), "article is empty"),
        (lambda c: c.update(note=""), "an assumption needs a note"),
        (lambda c: c.update(label={"zh": "只有中文"}), "label needs zh and en"),
        (lambda c: c.update(values=[]), "values must be a list"),
        (
            lambda c: c.update(values=[{"value": 1}]),
            "each value needs from and value, and at most ['article', 'from', 'note', 'source', 'value']",
        ),
        (lambda c: c["values"].append(c["values"][0]), "from must be dates, ascending, without repetition"),
        (
            lambda c: c["values"][0].update({"from": "2022"}),
            "from must be dates, ascending, without repetition",
        ),
        (lambda c: c["values"][0].update(value="eight hundred"), "must be a finite number, not negative"),
        (lambda c: c.update(kind="guess"), "unknown kind 'guess'"),
    ],
)
def test_each_mistake_is_named(change, expected):
    assert problems(change) == [expected]


def test_an_unknown_field_is_a_mistake():
    assert problems(lambda c: c.update(remark="x"))[0].startswith("needs exactly")


def test_all_mistakes_are_reported_at_once():
    assert len(problems(lambda c: c.update(unit="furlong", article="", note=""))) == 3


def test_sources_are_checked():
    broken = [
        {**SOURCES[0], "status": "rumor"},
        {**SOURCES[1], "date": "2022"},
        {**SOURCES[2], "title": {}},
        {**SOURCES[2], "short": {"zh": "只有中文"}},
        {**SOURCES[4], "district": 440118},
        {"id": 1},
    ]
    with pytest.raises(PolicyError) as caught:
        checked_documents([*broken, SOURCES[3], SOURCES[3]], {})
    assert len(caught.value.faults) == 7
