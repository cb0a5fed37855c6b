"""Bring synthetic numbers to the published figures: each function changes as little as it can, and only its own number."""

import numpy as np

from parks.demo.arrays import Bools, Floats


def scaled_mean(values: Floats, weights: Floats, target: float, fixed: Bools | None = None) -> Floats:
    """Values scaled by one factor until their weighted mean is the target; fixed ones stay as they are."""
    fixed = np.zeros(len(values), dtype=bool) if fixed is None else fixed
    wanted = target * weights.sum() - (values * weights)[fixed].sum()
    return np.where(fixed, values, values * wanted / (values * weights)[~fixed].sum())


def scaled_sum(values: Floats, target: float, fixed: Bools | None = None) -> Floats:
    return scaled_mean(values, np.ones(len(values)), target / len(values), fixed)


def top_by_area(score: Floats, area: Floats, share: float) -> Bools:
    """The highest scores that together make up this share of the area."""
    order = np.argsort(-score, kind="stable")
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[: int(np.searchsorted(area[order].cumsum(), share * area.sum())) + 1]] = True
    return chosen


def top_by_count(score: Floats, share: float) -> Bools:
    chosen = np.zeros(len(score), dtype=bool)
    chosen[np.argsort(-score, kind="stable")[: round(share * len(score))]] = True
    return chosen
