"""What must hold of every list, whatever the data: nobody exempt is listed, output never lists, order does not matter."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.appraise import appraise
from assessment.lists.registry import LISTS, OVERVIEWS
from tests.assessment.frames import city, policy, shuffled
from tests.assessment.lists.judging import judged

POLICY = policy()
APPRAISAL = appraise(city(), POLICY)
ON = {
    "inefficient_land": {"listed", "exemption_undocumented"},
    "agreement_performance": {"rectification_due", "termination_decision", "to_inefficient_list"},
    "watch_list": {"candidate"},
}
FORGOTTEN = ["granted_year", "agreement", "output_per_mu", "tax_per_mu", "mean3_output_per_mu"]
flags = st.sampled_from([True, False, None])
amounts = st.one_of(st.none(), st.integers(0, 40).map(lambda step: step * 5.0))
shares = st.one_of(st.none(), st.integers(0, 10).map(lambda step: step / 10))
parcels = st.fixed_dictionaries(
    {
        "grade": st.sampled_from(["A", "B", "C", "D", None]),
        "government_designated": flags,
        "exemption": st.sampled_from(
            ["strategic_project", "chain_leader", "penalty_paid", "government_confirmed", "none", None]
        ),
        "exemption_documented": flags,
        "illegal_use": flags,
        "granted_year": st.sampled_from([1999.0, 2006.0, 2007.0, 2015.0, None]),
        "agreement": st.sampled_from(["explicit", "expected", "none", None]),
        "agreed_output_per_mu": amounts,
        "agreed_tax_per_mu": amounts,
        "agreed_investment_per_mu": amounts,
        "output_per_mu": amounts,
        "tax_per_mu": amounts,
        "investment_per_mu": amounts,
        "mean3_output_per_mu": amounts,
        "guideline_output_per_mu": amounts,
        "guideline_investment_per_mu": amounts,
        "relief_share": shares,
        "rectified": flags,
        "ever_performed": flags,
        "in_production": flags,
        "self_use_share": shares,
    }
)


def known(row: dict) -> dict:
    return {column: value for column, value in row.items() if value is not None or column == "grade"}


def statuses(name: str, rows: list[dict]) -> list[str]:
    """What each row's status is; nobody's reason to be off the list matters here."""
    entries = judged(name, [known(row) for row in rows]).entries["status"].to_dict()
    return [entries.get(row, "") for row in range(1, len(rows) + 1)]


@given(st.lists(parcels, min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_nobody_with_a_documented_exemption_is_listed(rows):
    for row, status in zip(rows, statuses("inefficient_land", rows), strict=True):
        documented = row["exemption"] not in ("none", None) and row["exemption_documented"] is True
        assert not (documented and status in ON["inefficient_land"])
        assert documented or status != "exempt"


@given(
    st.lists(parcels, min_size=1, max_size=12),
    st.sampled_from(["output_per_mu", "mean3_output_per_mu"]),
    st.floats(0, 300),
)
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("name", sorted(ON))
def test_more_output_never_puts_anybody_on_a_list(name, rows, figure, more):
    better = [row if row[figure] is None else {**row, figure: row[figure] + more} for row in rows]
    for before, after in zip(statuses(name, rows), statuses(name, better), strict=True):
        assert after not in ON[name] or before in ON[name]


@given(st.lists(parcels, min_size=1, max_size=12), st.sampled_from(FORGOTTEN))
@settings(max_examples=25, deadline=None)
def test_what_is_forgotten_never_puts_anybody_on_the_list_of_performance(rows, column):
    """An unknown figure, term, guideline or year settles nothing against anybody."""
    fewer = [{**row, column: None} for row in rows]
    name = "agreement_performance"
    for before, after in zip(statuses(name, rows), statuses(name, fewer), strict=True):
        assert (after == "") >= (before == "")


def test_rows_in_another_order_give_the_same_lists():
    other = appraise(shuffled(city()), POLICY)
    for name, listed in APPRAISAL.lists.items():
        assert other.lists[name].entries.equals(listed.entries), name
        assert other.lists[name].counts == listed.counts
    assert other.overviews["coverage"].rows == APPRAISAL.overviews["coverage"].rows


def test_everybody_is_counted_once():
    sizes = {"parks": len(APPRAISAL.parks), "parcels": len(APPRAISAL.parcels)}
    for rule in LISTS:
        listed = APPRAISAL.lists[rule.name]
        assert sum(listed.counts.values()) == sizes[rule.subject], rule.name
        for word, count in listed.counts.items():
            assert sum(each["counts"][word] for each in listed.districts.values()) == count
        on = listed.entries["status"].value_counts().to_dict()
        assert on == {word: count for word, count in listed.counts.items() if word in on}
        assert len(listed.entries) == sum(on.values())


def test_missing_is_counted_only_for_who_cannot_be_assessed():
    for listed in APPRAISAL.lists.values():
        assert all(0 < count <= listed.counts["cannot_assess"] for count in listed.missing.values())
        assert bool(listed.missing) == (listed.counts["cannot_assess"] > 0)


def test_an_entry_lies_where_its_subject_lies():
    frame = city()
    for rule in LISTS:
        entries = APPRAISAL.lists[rule.name].entries
        if rule.subject == "parks":
            assert entries["park_id"].tolist() == entries.index.tolist()
        else:
            assert entries["park_id"].tolist() == frame.parcels.loc[entries.index, "park_id"].tolist()


def test_all_words_of_entries_are_explained():
    legends = json.loads(json.dumps(APPRAISAL.legend["lists"], allow_nan=False))
    for name, listed in APPRAISAL.lists.items():
        legend = legends[name]
        for column, words in (("reasons", "reasons"), ("effects", "effects")):
            used = {code for codes in listed.entries[column] for code in codes}
            assert used <= {word["code"] for word in legend[words]}, (name, column)
        assert set(listed.entries["status"]) <= {word["code"] for word in legend["statuses"]}


def test_all_names_are_unique():
    names = [rule.name for rule in (*LISTS, *OVERVIEWS)]
    assert len(set(names)) == len(names)


def test_another_policy_is_felt():
    frame = replace(city())
    assert appraise(frame, policy(watch_self_use_min=0.99)).to_bytes() != APPRAISAL.to_bytes()
