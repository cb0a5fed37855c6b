"""Robustness of ranks (排名稳健性) under uncertain weights.

Weights are drawn from a Dirichlet distribution around those asked about; each draw ranks everybody; the table says per
park how often it is in the top N (rank acceptability, Lahdelma & Salminen 2001, SMAA-2) and between which ranks it lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.errors import Fault, PolicyError
from assessment.policy.model import Policy
from assessment.scoring.draws import contest_of, orders_of
from assessment.scoring.rank import IndicatorMatrix, Method
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]

PERCENTILES = (5, 50, 95)
DRAWS, SEED = 1_000, 20_261_101
KEPT_BYTES = 256 * 1024**2


@dataclass(frozen=True)
class Robustness:
    """``table``: by park, unranked ones NA: top_N for each N, rank_p5, rank_p50, rank_p95, rank_best, rank_worst.

    ``acceptability``: probability of each rank class, from one bound of ``tops`` to the next, and behind the last.
    """

    table: pd.DataFrame
    tops: tuple[int, ...]
    draws: int
    seed: int
    concentration: float

    def ranks_and_share(self) -> pd.DataFrame:
        """By park rank_p5, rank_p95 and top_share, its probability of being within the last of ``tops``."""
        names = {f"top_{self.tops[-1]}": "top_share"}
        return self.table[["rank_p5", "rank_p95", *names]].rename(columns=names)

    @property
    def acceptability(self) -> pd.DataFrame:
        inside = self.table[[f"top_{top}" for top in self.tops]].to_numpy(dtype=np.float64)
        ranked = np.where(np.isnan(inside[:, :1]), np.nan, 1.0)
        edges = np.hstack([np.zeros_like(ranked) + 0 * ranked, inside, ranked])
        firsts = (1, *(top + 1 for top in self.tops))
        names = [f"{first}-{last}" for first, last in zip(firsts, (*self.tops, ""), strict=True)]
        return pd.DataFrame(np.diff(edges, axis=1), index=self.table.index, columns=names)


def top_count(policy: Policy) -> int:
    """Length of the list of priorities."""
    return int(policy.number("priority_top_count"))


def concentration_of(spread: float, size: int) -> float:
    """Dirichlet concentration κ for which a weight of 1/size has a coefficient of variation of ``spread``.

    cv² = (size − 1)/(κ + 1); smaller weights vary more, larger ones less, in proportion to themselves.
    """
    return (size - 1) / spread**2 - 1.0


def draw_weights(weights: Floats, spread: float, draws: int, seed: int) -> Floats:
    """Weights (draws, k) summing to one, with the mean of ``weights``; one of zero stays zero."""
    used = weights > 0
    drawn = np.zeros((draws, len(weights)))
    if used.sum() == 1:
        drawn[:, used] = 1.0
        return drawn
    alpha = concentration_of(spread, int(used.sum())) * weights[used] / weights.sum()
    drawn[:, used] = np.random.default_rng(seed).dirichlet(alpha, draws)
    return drawn


def robustness(
    matrix: IndicatorMatrix,
    weights: Mapping[str, float] | None = None,
    tops: Sequence[int] = (50, 100, 300),
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    method: Method = "weighted_sum",
    spread: float = 0.2,
) -> Robustness:
    """Rank distribution of every park over ``draws`` sets of weights; the same seed gives the same table.

    Who is ranked is settled by the weights themselves, not by the drawn ones.

    Raises
    ------
    PolicyError
        For weights, tops, draws, a spread or a method that cannot be used.
    """
    given = weights_of(matrix.indicators, weights)
    bounds = tuple(sorted(set(tops)))
    _check(bounds, draws, spread)
    contest = contest_of(matrix, weights, method)
    drawn = draw_weights(given, spread, draws, seed)
    count = len(contest.rows)
    inside = np.zeros((len(bounds), count), dtype=np.int32)
    best, worst = np.full(count, count, dtype=np.int32), np.ones(count, dtype=np.int32)
    kept = np.empty((min(draws, max(1, KEPT_BYTES // max(4 * count, 1))), count), dtype=np.int32)
    ranks, places = np.empty(count, dtype=np.int32), np.arange(1, count + 1, dtype=np.int32)
    for draw, order in enumerate(orders_of(contest, drawn)):
        for at, top in enumerate(bounds):
            inside[at, order[:top]] += 1
        ranks[order] = places
        np.minimum(best, ranks, out=best)
        np.maximum(worst, ranks, out=worst)
        if draw < len(kept):
            kept[draw] = ranks
    columns = {f"top_{top}": inside[at] / draws for at, top in enumerate(bounds)}
    columns |= {f"rank_p{p}": row for p, row in zip(PERCENTILES, _percentiles(kept), strict=True)}
    columns |= {"rank_best": best, "rank_worst": worst}
    table = pd.DataFrame(columns, index=matrix.index[contest.rows]).reindex(matrix.index)
    whole = ["rank_p5", "rank_p50", "rank_p95", "rank_best", "rank_worst"]
    used = int((given > 0).sum())
    return Robustness(
        table.astype(dict.fromkeys(whole, "Int64")), bounds, draws, seed, concentration_of(spread, used)
    )


def _percentiles(ranks: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Nearest-rank percentiles (3, m) of ranks (draws, m): each is a rank that occurred."""
    at = [max(0, int(np.ceil(p / 100 * len(ranks))) - 1) for p in PERCENTILES]
    by_park = np.ascontiguousarray(ranks.T)
    by_park.partition(at, axis=1)
    return np.asarray(by_park[:, at].T)


def _check(tops: tuple[int, ...], draws: int, spread: float) -> None:
    checks = [
        (bool(tops) and tops[0] >= 1, "tops", "名次须为正整数", "needs ranks from 1"),
        (draws >= 1, "draws", "抽样次数须为正整数", "needs at least one draw"),
        (0 < spread < 1, "spread", "幅度须在0与1之间", "must lie between 0 and 1"),
    ]
    faults = [Fault(place, "bad_value", zh, en) for good, place, zh, en in checks if not good]
    if faults:
        raise PolicyError(faults)
