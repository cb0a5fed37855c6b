"""Scores, groups and grades of one table, worked by hand."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.frame import canonical
from assessment.rules.grading import grade_table
from assessment.rules.profiles import profiles_of
from assessment.rules.set_aside import set_aside
from tests.assessment.frames import COMPLETE, frame_of, policy

POLICY = policy()


def graded(rows, group_by=(), rules=POLICY):
    table = canonical(frame_of([{}], parcels=[{**COMPLETE, **row} for row in rows])).parcels
    profile = profiles_of(rules, "parcels")[""]
    return grade_table(table, set_aside("parcels", table, rules), profile, list(group_by), rules)


def outputs(*values):
    return [{"output_per_mu": float(value)} for value in values]


def test_twenty_parcels_by_hand():
    # outputs 10, 20, …, 200: mean 105. Everything else is equal, hence at the mean: 20 + 15 + 15 + 10 = 60 points.
    # 10 → 60 + 40·10/105 = 63.809524; 150 → 60 + 40·150/105 = 117.142857; 160 and more reach the cap: 60 + 60 = 120.
    found = graded(outputs(*range(10, 210, 10)))
    assert found.score[0] == 63.809524
    assert found.score[14] == 117.142857
    assert found.score[15:].tolist() == [120.0] * 5
    # A: 4 of 20, the five tied at the cap by output; D: 1; B to the 12th
    assert "".join(found.grade) == "D" + "C" * 7 + "B" * 8 + "A" * 4
    assert found.rank.tolist() == list(range(20, 0, -1))
    assert set(found.size) == {20}


def test_ties_go_to_the_higher_tax_then_output_then_smaller_id():
    rows = outputs(*[100] * 15, *[1000] * 5)  # mean 325, the five at the cap
    for row, tax in zip(rows[15:], [5.0, 4.0, 3.0, 2.0, 2.0], strict=True):
        row["tax_per_mu"] = tax
    assert graded(rows).rank[15:].tolist() == [1, 2, 3, 4, 5]
    rows[19]["output_per_mu"] = 1001.0
    assert graded(rows).rank[15:].tolist() == [1, 2, 3, 5, 4]


def test_unknown_energy_takes_the_groups_mean_score():
    # ten at 1, nine at 3: mean 37/19. Ratios 19/37 and 57/37 → cap 1.5; their mean (10·19/37 + 9·1.5)/19 = 0.980797
    rows = [{"output_per_tce": 1.0}] * 10 + [{"output_per_tce": 3.0}] * 9 + [{"output_per_tce": None}]
    found = graded(rows)
    assert found.ratios[[0, 10], 1].tolist() == pytest.approx([19 / 37, 1.5])
    assert found.ratios[19, 1] == pytest.approx((10 * 19 / 37 + 9 * 1.5) / 19)
    assert found.score[19] == pytest.approx(80 + 20 * 0.9807965, abs=1e-5)
    assert found.reason[19] == "ranked"


def test_a_poor_performer_does_not_hide_behind_the_groups_mean():
    # outputs 19 × 100 and one 0: mean 95. The last earns 0·40 + 15 + 15 + 10 = 40 of the 80 points known, a half;
    # the others' energy is at the mean, 1. Half of 20 points, not 20: 50 altogether
    found = graded([*[{}] * 19, {"output_per_mu": 0.0, "output_per_tce": None}])
    assert (found.ratios[19, 1], found.score[19]) == (pytest.approx(0.5), 50.0)
    assert (found.grade[19], found.reason[19]) == ("D", "ranked")


def test_nobody_is_scored_on_a_filled_figure_alone():
    nothing = {"output_per_mu": 0.0, "rd_share": 0.0, "upgrade_per_mu": 0.0, "recognitions": 0.0}
    found = graded([*[nothing] * 20, {**nothing, "output_per_tce": None}])
    assert (found.reason[20], found.grade[20]) == ("no_baseline", None)


@pytest.mark.parametrize("column", ["output_per_mu", "rd_share", "upgrade_per_mu", "recognitions"])
def test_other_unknown_inputs_withhold_the_grade(column):
    found = graded([{column: None}, *[{}] * 20])
    assert (found.grade[0], found.reason[0], found.rank[0]) == (None, "missing_input", 0)
    assert np.isnan(found.score[0])
    assert found.size[1] == 20


def test_forced_d_uses_none_of_the_quota():
    # 40, of which 10 silent: R = 30, A = 6, D = floor(1.5) = 1 and the 10
    rows = [{"uploaded": False}] * 10 + outputs(*range(10, 310, 10))
    found = graded(rows)
    assert Counter(found.grade) == {"A": 6, "B": 12, "C": 11, "D": 11}
    assert Counter(found.reason) == {"not_uploaded": 10, "ranked": 30}
    assert set(found.size[10:]) == {30}


def test_falsified_is_d_however_good():
    found = graded([{"falsified": True, "output_per_mu": 9999.0}, *[{}] * 20])
    assert (found.grade[0], found.reason[0]) == ("D", "falsified")
    # and does not lift the baseline of the others: all at the mean
    assert set(found.score[1:]) == {100.0}


def test_unknown_reporting_is_not_held_against_anyone():
    found = graded([{"uploaded": None, "falsified": None}, *[{}] * 19])
    assert found.reason[0] == "ranked"


def test_forcing_can_be_switched_off():
    rules = policy(grade_forced_not_uploaded=[], grade_forced_falsified=[])
    found = graded([{"uploaded": False}, {"falsified": True}, *[{}] * 18], rules=rules)
    assert set(found.reason) == {"ranked"}


def test_nineteen_are_too_few_and_twenty_are_enough():
    assert Counter(graded([{}] * 19).reason) == {"group_too_small": 19}
    assert Counter(graded([{}] * 19).grade) == {None: 19}
    assert Counter(graded([{}] * 20).grade) == {"A": 4, "B": 8, "C": 7, "D": 1}


def test_small_districts_are_joined():
    # 30 alone; 12 and 10 together 22: A = floor(4.4) = 4, D = floor(1.1) = 1
    districts = ["440113"] * 30 + ["440103"] * 12 + ["440104"] * 10
    found = graded([{"district_code": code} for code in districts], ["district_code"])
    assert Counter(found.grade[30:]) == {"A": 4, "B": 9, "C": 8, "D": 1}
    assert [found.labels[code] for code in (found.group[0], found.group[30], found.group[51])] == [
        "440113",
        "city",
        "city",
    ]
    assert set(found.size[30:]) == {22}


def test_joined_but_still_too_few():
    districts = ["440113"] * 30 + ["440103"] * 12
    found = graded([{"district_code": code} for code in districts], ["district_code"])
    assert set(found.reason[30:]) == {"group_too_small"}
    assert set(found.reason[:30]) == {"ranked"}


def test_baselines_are_those_of_the_own_group():
    rows = [{"district_code": "440113", "output_per_mu": 100.0}] * 20
    rows += [{"district_code": "440118", "output_per_mu": 10.0}] * 20
    found = graded(rows, ["district_code"])
    assert set(found.score) == {100.0}
    assert found.baselines[:2, 0].tolist() == [100.0, 10.0]


def test_an_indicator_nobody_has_is_left_out():
    # no recognitions at all: the other 90 points are scaled to 100
    found = graded([{**row, "recognitions": 0.0} for row in outputs(*[50] * 10, *[150] * 10)])
    # 50/100 → 20 + 20 + 15 + 15 = 70 of 90 → 77.777778; 150/100 → 60 + 50 = 110 of 90 → 122.222222
    assert sorted(set(found.score)) == [77.777778, 122.222222]


def test_nothing_to_compare_with():
    zero = {
        "output_per_mu": 0.0,
        "output_per_tce": None,
        "rd_share": 0.0,
        "upgrade_per_mu": 0.0,
        "recognitions": 0.0,
    }
    assert Counter(graded([zero] * 20).reason) == {"no_baseline": 20}


def test_points_sum_to_the_score():
    rng = np.random.default_rng(1)
    found = graded(outputs(*rng.lognormal(4, 1, 50)))
    assert np.round(found.points.sum(axis=1), 6).tolist() == found.score.tolist()


def test_baseline_multiple_and_cap_come_from_the_policy():
    # baseline 2 × mean: all at half → 50 points (淮安: about twice the mean)
    assert set(graded([{}] * 20, rules=policy(grade_baseline_multiple=2.0)).score) == {50.0}
    found = graded(outputs(*[0] * 19, 100), rules=policy(grade_ratio_cap=3.0))
    assert found.score[19] == 60 + 40 * 3


COLUMNS = ["output_per_mu", "output_per_tce", "rd_share", "upgrade_per_mu", "recognitions"]
BEST_FIRST = {"A": 0, "B": 1, "C": 2, "D": 3}


def random_rows(seed, count):
    rng = np.random.default_rng(seed)
    columns = {name: np.round(rng.random(count) * 0.5, 3) for name in COLUMNS}
    rows = [{name: float(values[row]) for name, values in columns.items()} for row in range(count)]
    for row in rows[::7]:
        row["output_per_tce"] = None
    return rows


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(20, 40),
    st.sampled_from([*COLUMNS, "tax_per_mu"]),
    st.floats(1.01, 1.9),
)
def test_a_better_figure_never_lowers_the_own_grade(seed, count, column, factor):
    rows = random_rows(seed, count)
    place = seed % count
    before = graded(rows)
    value = rows[place].get(column, COMPLETE[column])
    assume(value is not None)
    rows[place] = {**rows[place], column: value * factor}
    after = graded(rows)
    assert after.rank[place] <= before.rank[place]
    assert BEST_FIRST[after.grade[place]] <= BEST_FIRST[before.grade[place]]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["output_per_mu", "upgrade_per_mu", "output_per_tce"]))
def test_the_unit_of_a_column_does_not_matter(seed, column):
    rows = random_rows(seed, 30)
    scaled = [{**row, column: None if row[column] is None else row[column] * 1024} for row in rows]
    before = graded(rows).score.tolist()
    assert graded(scaled).score.tolist() == before
    # and the column does count: the same change in one row alone is seen
    assume(rows[1][column] > 0)
    assert graded([rows[0], scaled[1], *rows[2:]]).score.tolist() != before


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 40))
def test_who_keeps_energy_back_gains_nothing_that_the_other_figures_do_not_earn(seed, count):
    rows = random_rows(seed, count)
    place = 1 + seed % 6  # the first rows but the one without energy
    before = graded(rows)
    rows[place] = {**rows[place], "output_per_tce": None}
    after = graded(rows)
    weights, others = np.array([40, 15, 15, 10]), [0, 2, 3, 4]
    own = before.ratios[place, others] @ weights / 80
    assert after.ratios[place, 1] <= own + 1e-12
    assert (
        after.ratios[place, 1] <= np.delete(after.ratios[:, 1], [*range(0, count, 7), place]).mean() + 1e-12
    )
    if own <= before.ratios[place, 1]:
        assert after.score[place] <= before.score[place]


def test_a_row_whose_group_is_unknown_joins_the_small_ones():
    # 20 in textiles (C17, of whatever kind) stand alone; 15 in leather, 4 without an industry and one with a code that
    # is none make 20 together
    codes = ["C1711"] * 12 + ["C1761"] * 8 + ["C1921"] * 15 + [None] * 4 + ["1711"]
    firms = [{**COMPLETE, "industry": code} for code in codes]
    table = canonical(frame_of([{}], enterprises=firms)).enterprises
    profile = profiles_of(POLICY, "enterprises")[""]
    found = grade_table(table, set_aside("enterprises", table, POLICY), profile, ["industry"], POLICY)
    assert [found.labels[code] for code in (found.group[0], found.group[20], found.group[39])] == [
        "C17",
        "city",
        "city",
    ]
    assert set(found.size) == {20}


def test_forced_rows_do_not_make_a_district_large_enough():
    # 19 and 19 that can be ranked, 6 and 6 that are forced: too few apart, 38 together: A = floor(7.6), D = floor(1.9)
    rows = [
        {"district_code": code, "uploaded": place >= 6}
        for code in ("440113", "440118")
        for place in range(25)
    ]
    found = graded(rows, ["district_code"])
    assert set(found.size[np.array(found.reason) == "ranked"]) == {38}
    assert Counter(found.grade) == {"A": 7, "B": 15, "C": 15, "D": 1 + 12}
    assert set(found.group[:6]) == {-1}
    assert np.isnan(found.score[:6]).all()
