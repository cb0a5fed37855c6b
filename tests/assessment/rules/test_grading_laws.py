"""Laws that hold under every profile: quotas, monotony, order and units do not matter, what is unknown never ranks."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.columns import TABLES
from assessment.rules.graded_tables import columns_of, parts_of
from assessment.rules.grading import TIES
from assessment.rules.quotas import quota
from assessment.rules.subject import GROUNDS
from tests.assessment.frames import policy

PROFILES = {
    name: policy(grading_profile=name)
    for name in ("zengcheng-draft", "huangyan-2022-large", "huangyan-2022-small", "huaian")
}
COLUMNS = [
    "output_per_mu",
    "tax_per_mu",
    "value_added_per_mu",
    "output_per_tce",
    "value_added_per_tce",
    "value_added_per_emission",
    "labor_productivity",
    "tax_per_kwh",
    "rd_share",
    "upgrade_per_mu",
    "recognitions",
]
BEST_FIRST = "ABCD"
SEEDS = st.integers(0, 10_000)
NAMES = st.sampled_from(sorted(PROFILES))


def random_firms(seed, count=60):
    """A tenth of every figure unknown, some firms T, some without an industry, some with a falsified record."""
    rng = np.random.default_rng(seed)
    data = {name: np.where(rng.random(count) < 0.02, np.nan, rng.random(count)) for name in COLUMNS}
    data["value_added_per_emission"][rng.random(count) < 0.3] = np.nan
    data["operating_years"] = np.where(rng.random(count) < 0.2, np.nan, rng.integers(0, 12, count))
    rows = [{name: float(values[row]) for name, values in data.items()} for row in range(count)]
    for row in rows:
        row["industry"] = rng.choice(["C1711", "C1761", "C3963", None])
        row["falsified"] = bool(rng.random() < 0.05)
        row["public_utility"] = bool(rng.random() < 0.05)
        row["district_code"] = rng.choice(["440111", "440113"])
    return rows


READ = {column.name: column for column in TABLES["enterprises"] if column.name in {*COLUMNS, *GROUNDS, *TIES}}


def grades(rows, rules):
    """By the columns that the rule reads alone, so that many examples are quick."""
    data = {
        name: pd.Series([row.get(name) for row in rows], dtype=column.dtype) for name, column in READ.items()
    }
    table = pd.DataFrame(data).set_axis(range(1, len(rows) + 1))
    parts = parts_of("enterprises", table, rules)
    return columns_of(parts, table.index), parts


@settings(max_examples=40, deadline=None)
@given(SEEDS, NAMES)
def test_quotas_are_never_exceeded_and_the_set_aside_use_none(seed, name):
    rules = PROFILES[name]
    found, (part,) = grades(random_firms(seed), rules)
    for code in set(part.graded.group[part.graded.group >= 0]):
        group = found[part.graded.group == code]
        ranked = group[group["rank"].notna()]
        count = Counter(ranked["grade"])
        assert count["A"] == quota(0.20, len(ranked))
        assert count["D"] == quota(0.05, len(ranked))
        assert count["A"] + count["B"] == quota(0.60, len(ranked))
        assert sorted(ranked["rank"]) == list(range(1, len(ranked) + 1))
        assert ranked.sort_values("rank")["score"].is_monotonic_decreasing
    aside = found["reason"].isin(["public_utility", "new_operation", "falsified"])
    assert found[aside]["rank"].isna().all()
    assert set(found[found["grade"] == "T"]["reason"]) <= {"public_utility", "new_operation"}


@settings(max_examples=40, deadline=None)
@given(SEEDS, NAMES)
def test_what_is_unknown_never_ranks(seed, name):
    found, (part,) = grades(random_firms(seed), PROFILES[name])
    needed = [
        column for column, fill in zip(part.profile.columns, part.profile.fill, strict=True) if not fill
    ]
    values = pd.DataFrame(part.graded.values, columns=list(part.profile.columns), index=found.index)
    unknown = values[needed].isna().any(axis=1)
    assert found[unknown]["rank"].isna().all()
    assert found[unknown]["score"].isna().all()
    assert set(found[unknown]["grade"].dropna()) <= {"D", "T"}
    ranked = found["rank"].notna()
    assert found[ranked][["grade", "score"]].notna().all(axis=None)
    assert (found["reason"] == "ranked").eq(ranked).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, NAMES, st.sampled_from([*COLUMNS, "bonus_points"]), st.floats(0.001, 0.5))
def test_a_better_input_never_lowers_the_grade(seed, name, column, more):
    rows, rules = random_firms(seed), PROFILES[name]
    place = seed % len(rows)
    before, _ = grades(rows, rules)
    assume(before["rank"].notna().iloc[place])
    value = rows[place].get(column, 0.0)
    assume(not np.isnan(value))
    rows[place] = {**rows[place], column: min(value + more, 1.0) if column == "rd_share" else value + more}
    after, _ = grades(rows, rules)
    assert after["rank"].iloc[place] <= before["rank"].iloc[place]
    assert BEST_FIRST.index(after["grade"].iloc[place]) <= BEST_FIRST.index(before["grade"].iloc[place])


@settings(max_examples=30, deadline=None)
@given(SEEDS, NAMES)
def test_who_comes_first_does_not_matter_unless_all_else_is_equal(seed, name):
    rows = random_firms(seed)
    order = np.random.default_rng(seed + 1).permutation(len(rows))
    before, _ = grades(rows, PROFILES[name])
    after, _ = grades([rows[place] for place in order], PROFILES[name])
    assume(not before["score"].dropna().duplicated().any())
    pd.testing.assert_frame_equal(before.iloc[order].reset_index(drop=True), after.reset_index(drop=True))


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from(["zengcheng-draft", "huaian"]), st.sampled_from(COLUMNS))
def test_the_unit_of_a_column_does_not_matter_where_the_baseline_is_a_mean(seed, name, column):
    assume(column != "rd_share")  # a share has one unit
    rows = random_firms(seed)
    scaled = [{**row, column: row[column] * 1024} for row in rows]
    before, _ = grades(rows, PROFILES[name])
    after, _ = grades(scaled, PROFILES[name])
    pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_nobody_at_all(name):
    found, _ = grades([], PROFILES[name])
    assert len(found) == 0
