"""Rank distribution under uncertain weights: the same as ranking draw by draw, and what must hold of any city."""

import numpy as np
import pandas as pd
import pytest

from assessment.errors import PolicyError
from assessment.frame import canonical
from assessment.scoring import draws
from assessment.scoring import robustness as robust
from assessment.scoring.rank import indicator_matrix, rank_matrix
from assessment.scoring.robustness import _percentiles as percentiles
from assessment.scoring.robustness import concentration_of, draw_weights, robustness
from tests.assessment.frames import city, frame_of, policy
from tests.assessment.scoring.test_rank import FIVE, POLICY

CITY = indicator_matrix(canonical(city()).parks, policy())
WEIGHTS = np.array([item.weight for item in CITY.indicators])
NAMES = [item.name for item in CITY.indicators]


def test_the_concentration_gives_an_average_weight_the_spread_asked_for():
    # (21 − 1)/.04 − 1
    assert concentration_of(0.2, 21) == pytest.approx(499)
    drawn = draw_weights(np.full(21, 1 / 21), 0.2, 20_000, 1)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert np.allclose(drawn.mean(axis=0), 1 / 21, rtol=0.01)
    assert np.allclose(drawn.std(axis=0) * 21, 0.2, rtol=0.03)


def test_drawn_weights_keep_the_mean_and_zero():
    drawn = draw_weights(np.array([3.0, 0.0, 1.0]), 0.2, 20_000, 1)
    assert np.allclose(drawn.mean(axis=0), [0.75, 0, 0.25], atol=0.003)
    assert (drawn[:, 1] == 0).all()
    assert draw_weights(np.array([0.0, 2.0]), 0.2, 2, 1).tolist() == [[0, 1], [0, 1]]


@pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
def test_the_same_as_ranking_draw_by_draw(method):
    base = rank_matrix(CITY, method=method)
    ranked = base["ranked"].to_numpy()
    drawn = draw_weights(WEIGHTS, 0.2, 40, 5)
    # a drawn weighting may leave a park short of completeness: everybody ranked at first stays in
    open_to_all = indicator_matrix(canonical(city()).parks, policy(priority_completeness_min=0.0))
    ranks = []
    for weights in drawn:
        scores = rank_matrix(open_to_all, dict(zip(NAMES, weights, strict=True)), method)["priority"]
        keys = pd.DataFrame({"score": -scores, "share": -base["completeness"]})[ranked]
        order = keys.sort_values(["score", "share"], kind="stable").index
        ranks.append(pd.Series(np.arange(1, len(order) + 1), index=order).sort_index().to_numpy())
    ranks = np.array(ranks)
    found = robustness(CITY, None, (5, 20), 40, 5, method=method).table[ranked]
    assert found["top_5"].tolist() == ((ranks <= 5).sum(axis=0) / 40).tolist()
    assert found["top_20"].tolist() == ((ranks <= 20).sum(axis=0) / 40).tolist()
    assert found["rank_best"].tolist() == ranks.min(axis=0).tolist()
    assert found["rank_worst"].tolist() == ranks.max(axis=0).tolist()
    in_order = np.sort(ranks, axis=0)
    assert found["rank_p5"].tolist() == in_order[1].tolist()
    assert found["rank_p50"].tolist() == in_order[19].tolist()
    assert found["rank_p95"].tolist() == in_order[37].tolist()


def test_percentiles_are_ranks_that_occurred():
    # of 20 draws the first is 5 %, the tenth half, the nineteenth 95 %
    ranks = np.arange(20, 0, -1, dtype=np.int32)[:, None] + np.array([0, 100], dtype=np.int32)
    assert percentiles(ranks).tolist() == [[1, 101], [10, 110], [19, 119]]
    assert percentiles(ranks[:1]).tolist() == [[20, 120]] * 3
    # of thirty, 1½ and 28½ are the second and the twenty-ninth
    assert percentiles(np.arange(1, 31, dtype=np.int32)[:, None]).ravel().tolist() == [2, 15, 29]


def test_a_city_larger_than_a_block_gives_the_same_table(monkeypatch):
    usual = robustness(CITY, draws=7).table
    monkeypatch.setattr(draws, "BLOCK_CELLS", 3)
    pd.testing.assert_frame_equal(robustness(CITY, draws=7).table, usual)


def test_all_draws_of_the_whole_city_are_kept_and_a_gigabyte_is_never_reached():
    # 2,705 parks, 1,000 draws, four bytes a rank
    assert 2_705 * 1_000 * 4 <= robust.KEPT_BYTES < 2**30


def test_percentiles_are_those_of_as_many_draws_as_memory_holds(monkeypatch):
    names = ["rank_p5", "rank_p50", "rank_p95"]
    ten, thirty = robustness(CITY, draws=10).table, robustness(CITY, draws=30).table
    monkeypatch.setattr(robust, "KEPT_BYTES", 4 * 10 * int(rank_matrix(CITY)["ranked"].sum()))
    found = robustness(CITY, draws=30).table
    pd.testing.assert_frame_equal(found[names], ten[names])
    pd.testing.assert_frame_equal(found.drop(columns=names), thirty.drop(columns=names))


def test_unranked_parks_have_no_distribution():
    found = robustness(CITY, draws=20)
    ranked = rank_matrix(CITY)["ranked"].to_numpy()
    assert 0 < ranked.sum() < len(ranked)
    assert found.table.index.equals(CITY.index)
    assert found.table[~ranked].isna().all(axis=None)
    assert found.table[ranked].notna().all(axis=None)
    assert found.acceptability[~ranked].isna().all(axis=None)


def test_places_are_given_out_once_per_draw():
    found = robustness(CITY, None, (5, 20), 200)
    assert found.table["top_5"].sum() == pytest.approx(5)
    assert found.table["top_20"].sum() == pytest.approx(20)
    assert (found.table["top_5"] <= found.table["top_20"]).loc[found.table["top_5"].notna()].all()
    classes = found.acceptability
    assert list(classes.columns) == ["1-5", "6-20", "21-"]
    assert np.allclose(classes.dropna().sum(axis=1), 1)
    assert classes["6-20"].sum() == pytest.approx(15)


def test_the_seed_decides():
    one = robustness(CITY, draws=30, seed=1).table
    pd.testing.assert_frame_equal(one, robustness(CITY, draws=30, seed=1).table)
    assert not one.equals(robustness(CITY, draws=30, seed=2).table)


def test_a_park_that_leads_in_everything_always_leads():
    # z (1, 1) against (0, 0) and between
    rows = [
        {"far": 0.5, "consent_share": 1.0},
        {"far": 1.0, "consent_share": 0.5},
        {"far": 2.5, "consent_share": 0},
    ]
    found = robustness(indicator_matrix(canonical(frame_of(rows)).parks, POLICY), None, (1, 2), 50)
    assert found.table["top_1"].tolist() == [1, 0, 0]
    assert found.table["top_2"].tolist() == [1, 1, 0]
    assert found.table["rank_best"].tolist() == found.table["rank_worst"].tolist() == [1, 2, 3]


def test_less_uncertain_weights_leave_ranks_where_they_are():
    matrix = indicator_matrix(canonical(frame_of(FIVE)).parks, POLICY)
    found = robustness(matrix, None, (1,), 50, spread=0.001)
    assert found.table["rank_p50"].tolist() == [5, 4, 3, 2, 1]
    assert found.table["rank_worst"].tolist() == [5, 4, 3, 2, 1]


def test_an_empty_city():
    frame = canonical(city())
    found = robustness(indicator_matrix(frame.parks.iloc[:0], policy()), draws=5)
    assert len(found.table) == 0


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"tops": ()}, "tops"),
        ({"tops": (0, 5)}, "tops"),
        ({"draws": 0}, "draws"),
        ({"spread": 0.0}, "spread"),
        ({"spread": 1.0}, "spread"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked, place):
    with pytest.raises(PolicyError) as caught:
        robustness(CITY, **asked)
    assert [fault.place for fault in caught.value.faults] == [place]
