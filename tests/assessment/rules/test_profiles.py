"""Profiles: which one is selected, what it brings along, and what it leaves to the parameters in force."""

import pytest

from assessment.errors import PolicyError
from assessment.policy.load import policy_from, read_documents
from assessment.policy.model import Policy
from assessment.rules.profiles import CANNOT, CAPPED_MEAN, MEAN, profile_from, profiles_of, thresholds_of
from tests.assessment.frames import ON, policy

DRAFT = policy().value("grading_profile_zengcheng_draft")
BY_TABLE = {
    "parks": "zengcheng-draft",
    "parcels": "huaian",
    "enterprises": {"above_scale": "huangyan-2022-large", "below_scale": "huangyan-2022-small"},
}


def names(rules: Policy, table: str) -> dict[str, str]:
    return {scale: profile.name for scale, profile in profiles_of(rules, table).items()}


def test_one_line_switches_all_tables_or_each():
    assert names(policy(), "enterprises") == {"": "zengcheng-draft"}
    assert names(policy(grading_profile="huaian"), "parks") == {"": "huaian"}
    rules = policy(grading_profile=BY_TABLE)
    assert names(rules, "parks") == {"": "zengcheng-draft"}
    assert names(rules, "parcels") == {"": "huaian"}
    assert names(rules, "enterprises") == {
        "above_scale": "huangyan-2022-large",
        "below_scale": "huangyan-2022-small",
    }


@pytest.mark.parametrize("choice", ["hearsay", {**BY_TABLE, "parks": "hearsay"}])
def test_a_profile_that_is_not_there_is_refused(choice):
    with pytest.raises(PolicyError, match="no profile hearsay"):
        policy(grading_profile=choice)


def test_a_profile_written_out_in_place_is_read_as_policies_had_it_before_there_was_a_choice():
    before = policy(grading_profile=DRAFT)
    assert (
        profile_from(before, before.value("grading_profile")).columns
        == profiles_of(before, "parks")[""].columns
    )
    found = profiles_of(before, "parcels")[""]
    assert (found.name, found.source.id, found.weights.tolist()) == (
        "zengcheng-draft",
        "zengcheng-draft",
        [40, 20, 15, 15, 10],
    )


def test_a_policy_stored_without_profiles_or_class_t_still_judges():
    now = policy(grading_profile=DRAFT)
    old = {
        name: item
        for name, item in now.parameters.items()
        if not name.startswith(("grading_profile_", "grade_unsuitable_"))
    }
    kept = Policy(now.on, now.edition, now.hash, now.sources, old)
    assert names(kept, "parks") == {"": "zengcheng-draft"}


def test_what_a_profile_leaves_open_is_as_the_parameters_say():
    rules = policy(grade_a_share=0.1, grade_ratio_cap=1.2, grade_baseline_multiple=1.5)
    found = profiles_of(rules, "parks")[""]
    assert (found.shares.a, found.shares.ab, found.shares.d) == (0.1, 0.6, 0.05)
    assert (found.cap, found.multiple, found.fixed, found.own) == (1.2, 1.5, None, frozenset())
    assert found.groups == rules.value("grading_groups")
    assert found.fill.tolist() == [CANNOT, CAPPED_MEAN, CANNOT, CANNOT, CANNOT]


def test_huangyan_has_published_baselines_and_no_cap():
    large = profile_from(policy(), "huangyan-2022-large")
    assert large.fixed.tolist() == [24.097, 136.16, 2.694, 4929.81, 18.14, 0.0302]
    assert large.weights.tolist() == [30, 20, 20, 10, 10, 10]
    assert large.fill.tolist() == [CANNOT, CANNOT, CANNOT, MEAN, CANNOT, CANNOT]
    assert (large.cap, large.source.district) == (None, "331003")
    small = profile_from(policy(), "huangyan-2022-small")
    assert (small.fixed.tolist(), small.weights.tolist()) == ([11.5932, 0.2352], [50, 50])


def test_huaian_brings_its_own_shares_groups_and_multiple():
    found = profile_from(policy(grade_a_share=0.1, grade_baseline_multiple=1.5), "huaian")
    assert (found.shares.a, found.shares.ab, found.shares.d) == (0.2, 0.6, 0.05)
    assert (found.multiple, found.cap, found.weights.tolist()) == (2.0, None, [45, 35, 20])
    assert found.groups["enterprises"] == ["industry"]


def test_thresholds_name_the_document_they_come_from():
    rules = policy()
    draft = {item["name"]: item for item in thresholds_of(profiles_of(rules, "parks")[""], rules)}
    assert draft["grade_a_share"]["source"] == "zengcheng-draft"
    huaian = {item["name"]: item for item in thresholds_of(profile_from(rules, "huaian"), rules)}
    assert (huaian["grade_a_share"]["source"], huaian["grade_a_share"]["value"]) == ("huaian-practice", 0.2)
    assert huaian["grade_baseline_multiple"]["value"] == 2.0
    assert huaian["grade_ratio_cap"]["value"] is None
    large = {item["name"]: item for item in thresholds_of(profile_from(rules, "huangyan-2022-large"), rules)}
    # published baselines need no multiple; Huangyan publishes no shares
    assert "grade_baseline_multiple" not in large
    assert large["grade_a_share"]["source"] == "zengcheng-draft"


def test_every_profile_of_the_files_is_usable_for_every_table():
    documents = read_documents()
    found = [name for name in documents.parameters if name.startswith("grading_profile_")]
    assert len(found) == 4
    for name in found:
        chosen = name.removeprefix("grading_profile_").replace("_", "-")
        rules = policy_from(documents, ON, {"grading_profile": chosen})
        assert names(rules, "enterprises") == {"": chosen}
