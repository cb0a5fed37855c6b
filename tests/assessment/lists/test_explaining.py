"""A stored entry and the stored legend give the whole explanation."""

import json

from assessment.appraise import appraise
from assessment.columns import TABLES
from assessment.lists.explaining import Explainer
from assessment.lists.word_labels import WORD_LABELS
from tests.assessment.frames import city, policy
from tests.assessment.lists.judging import judged

APPRAISAL = appraise(city(), policy())


def explained(name: str, row: dict, **overrides: object) -> dict:
    found = judged(name, [row], **overrides)
    legend = json.loads(json.dumps(found.legend, allow_nan=False))
    entry = json.loads(json.dumps(found.entries.loc[1].to_dict(), allow_nan=False))
    return Explainer(legend)(entry["status"], entry["reasons"], entry["effects"], entry["evidence"])


IDLE = {"tenure": "state", "construction_started": False, "idle_years": 1.5, "idle_cause": "enterprise"}


def test_checks_give_value_limit_article_and_answer():
    found = explained("idle_land", IDLE)
    check = found["checks"][0]
    assert (check["value"], check["limit"], check["met"], check["operator"]) == (1.5, 1.0, True, ">=")
    assert (check["article"], check["source_zh"]) == ("第二条第一款", "闲置土地处置办法")
    assert check["input"]["unit"] == "年"
    assert check["assumption"] is False
    assert found["checks"][1]["met"] is None  # share of the area started is unknown


def test_an_assumption_is_marked_as_one():
    found = explained("watch_list", {"granted_year": 2010, "self_use_share": 0.1})
    low = next(check for check in found["checks"] if check["code"] == "low_self_use")
    assert (low["met"], low["assumption"], low["source_zh"]) == (True, True, "本系统推导")


def test_yes_no_checks_show_the_answer_itself():
    found = explained("watch_list", {"granted_year": 2010, "in_production": False})
    check = next(check for check in found["checks"] if check["code"] == "no_production")
    assert (check["value"], check["limit"], check["met"]) == (False, None, True)
    # an article that has no figure of its own is not one that we assumed
    assert (check["value"] is False, check["assumption"]) == (True, False)
    assert (check["parameter"], check["factor"]) == (None, None)
    unknown = explained("watch_list", {"granted_year": 2010, "self_use_share": 0.1})
    check = next(check for check in unknown["checks"] if check["code"] == "no_production")
    assert (check["value"], check["met"]) == (None, None)


def test_a_limit_that_differs_by_row_is_shown():
    found = explained(
        "watch_list", {"granted_year": 2010, "output_per_mu": 10, "guideline_output_per_mu": 300}
    )
    check = next(check for check in found["checks"] if check["code"] == "low_output")
    assert (check["value"], check["limit"]) == (10.0, 150.0)
    assert check["limit_of"]["name"] == "guideline_output_per_mu"


def test_a_minimum_is_shown_where_only_one_may_apply():
    # a pilot owes 70 in the core, and between 38.5 and 70 as long as its class is unknown
    pilot = {"contiguous_mu": 50, "supervision_agreement": True, "scheme_far": 2.0, "scheme_tax_per_mu": 60}
    pilot |= {"scheme_investment_per_mu": 210, "guideline_investment_per_mu": 300}
    pilot |= {"scheme_output_per_mu": 350, "guideline_output_per_mu": 500}
    for row, limit, met in ((pilot | {"tax_class": "core"}, 70, False), (pilot, None, None)):
        checks = explained("pilot_candidates", row)["checks"]
        tax = next(check for check in checks if check["input"]["name"] == "scheme_tax_per_mu")
        assert (tax["value"], tax["limit"], tax["met"]) == (60, limit, met)


def test_outside_its_district_the_draft_is_only_referred_to():
    own, other = (
        explained("inefficient_land", {"grade": "D", "district_code": code}) for code in ("440118", "440111")
    )
    assert own["by_reference"] is None
    assert other["by_reference"]["zh"] == "参照增城征求意见稿"
    assert [reason["by_reference"] is None for reason in (own["reasons"][0], other["reasons"][0])] == [
        True,
        False,
    ]


def test_national_law_holds_everywhere():
    assert explained("idle_land", {**IDLE, "district_code": "440111"})["by_reference"] is None


def test_words_are_shown_by_their_labels():
    found = explained("idle_land", IDLE)
    cause = next(each for each in found["inputs"] if each["name"] == "idle_cause")
    assert (cause["value"], cause["value_zh"], cause["value_en"]) == (
        "enterprise",
        "企业",
        "the enterprise",
    )


def test_every_vocabulary_shown_has_labels():
    words = {column.name: column.words for table in TABLES.values() for column in table if column.words}
    for legend in APPRAISAL.legend["lists"].values():
        for item in legend["inputs"]:
            if item["name"] in words:
                assert set(item["words"]) == set(words[item["name"]]), item["name"]
    assert all(set(labels) <= set(words[name]) for name, labels in WORD_LABELS.items())


def test_what_a_legend_no_longer_knows_is_shown_as_it_is():
    found = judged("idle_land", [IDLE])
    explainer = Explainer(json.loads(json.dumps(found.legend)))
    evidence = found.entries.loc[1, "evidence"]
    shown = explainer("gone", ["old_reason"], ["old_effect"], evidence)
    assert shown["status"]["zh"] == "gone"
    assert shown["reasons"][0]["zh"] == "old_reason"
    assert shown["effects"][0]["en"] == "old_effect"
