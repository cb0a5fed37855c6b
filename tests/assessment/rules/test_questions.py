"""Questions: numbers, yes/no and words, each answered yes, no or unknown, with what is missing."""

import numpy as np
import pytest

from assessment.columns import PARK_COLUMNS
from assessment.frame import canonical
from assessment.rules.questions import Question, ask, compared, question_explained, question_legend, together
from assessment.rules.word_labels import WORD_LABELS
from tests.assessment.frames import frame_of, policy

POLICY = policy()
RATIO = Question(
    "cost",
    "assembly_cost_per_mu",
    ">",
    "diagnosis_assembly_to_price_max",
    "高于地价",
    "above the price",
    times="industrial_land_price_per_mu",
)
ROUTE = Question("route", "land_route", "among", ("transfer", "to_state"), "有路径", "a route", article="4.2")
CHAIN = Question("chain", "industry_chain", "is", False, "无产业链", "no chain", article="4.1")


def parks(*rows):
    return canonical(frame_of(list(rows))).parks


@pytest.mark.parametrize(
    ("operator", "answers"),
    [(">=", [0, 1, 1, -1]), (">", [0, 0, 1, -1]), ("<=", [1, 1, 0, -1]), ("=", [0, 1, 0, -1])],
)
def test_operators_below_at_above_and_unknown(operator, answers):
    values = np.array([0.9, 1.0, 1.1, np.nan])
    assert compared(values, operator, np.ones(4)).tolist() == answers


def test_dust_does_not_decide():
    assert compared(np.array([0.1 + 0.2]), "<=", np.array([0.3])).tolist() == [1]


def test_words_and_flags():
    table = parks({"land_route": "transfer"}, {"land_route": "none"}, {})
    assert ask(ROUTE, table, POLICY).compact() == [["transfer", True], ["none", False], [None, None]]
    table = parks({"industry_chain": False}, {"industry_chain": True}, {})
    assert ask(CHAIN, table, POLICY).compact() == [[False, True], [True, False], [None, None]]


def test_a_multiple_of_another_column_names_the_one_that_is_missing():
    table = parks(
        {"assembly_cost_per_mu": 160.0}, {"industrial_land_price_per_mu": 40.0}, {}, {"industry_chain": True}
    )
    rows = together([ask(RATIO, table, POLICY), ask(CHAIN, table, POLICY)])
    legend = question_legend(RATIO, POLICY)
    missing = [
        [item["input"] for item in question_explained(row and row[0], legend)["missing"]] for row in rows
    ]
    both = ["assembly_cost_per_mu", "industrial_land_price_per_mu"]
    assert missing == [both[1:], both[:1], both, both]
    assert rows[2] is None


def test_an_answer_explains_itself():
    found = question_explained(["transfer", True], question_legend(ROUTE, POLICY))
    assert found["value_label"] == {
        "zh": "集体土地使用权流转",
        "en": "transfer of collective land-use rights",
    }
    assert (found["met"], found["article"], found["source"], found["assumption"]) == (
        True,
        "4.2",
        "regeneration-paper",
        False,
    )
    assert (found["threshold"], found["threshold_of"]) == (["transfer", "to_state"], None)


def test_every_word_of_a_labelled_column_has_a_label():
    for column, labels in WORD_LABELS.items():
        assert set(labels) == set(PARK_COLUMNS[column].words)
