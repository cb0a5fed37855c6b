"""Output, tax and investment per mu against the target that holds for each parcel (约定、预期或产业用地指南)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.lists.checks import Checked, compared, evaluate
from assessment.lists.performance_words import MEASURE_CHECKS, SINCE
from assessment.lists.tables import numbers, places_of
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, YES, Truth, any_of

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TERMS = ("explicit", "expected", "none")
MEASURES = ("output", "tax", "investment")
MEAN_OF_THREE_YEARS = {"output": "mean3_output_per_mu", "tax": "mean3_tax_per_mu"}


@dataclass(frozen=True)
class Measures:
    """Whether granted late enough; each measure against its limit; whether any is missed, and which one most (n,).

    term : explicit, expected or none, to where the agreement is that. gaps : input column to where it keeps the answer open.
    """

    since: Checked
    checked: list[Checked]
    missed: Truth
    worst: npt.NDArray[np.object_]
    relieved: Mask
    term: Mapping[str, Mask]
    gaps: Mapping[str, Mask]


@dataclass(frozen=True)
class _Measure:
    """Where it is asked; actual figure, limit, whether missed, and actual ÷ limit (n,) of one measure."""

    asked: Mask
    actual: Floats
    limit: Floats
    missed: Truth
    ratio: Floats


def measures_of(parcels: pd.DataFrame, policy: Policy) -> Measures:
    """The three measures of every parcel. An amount is compared with its limit, not a ratio: a target of 0 is met."""
    places = places_of(parcels["agreement"], TERMS)
    term: dict[str, Mask] = {name: places == place for place, name in enumerate(TERMS)}
    relief = np.nan_to_num(numbers(parcels, "relief_share"), nan=1.0)
    share = np.array([*(_shares(policy)), np.nan, np.nan])[places] * relief
    asked = _asked(parcels, term, policy)
    found = {name: _measure(name, parcels, term, share, asked[name]) for name in MEASURES}
    ratios = np.stack([np.where(each.missed == YES, each.ratio, np.inf) for each in found.values()])
    named = np.isfinite(ratios).any(axis=0)
    return Measures(
        since=evaluate(SINCE, parcels, policy),
        checked=[
            Checked(check, each.actual, each.limit, each.missed)
            for check, each in zip(MEASURE_CHECKS, found.values(), strict=True)
        ],
        missed=any_of([each.missed for each in found.values()]),
        worst=np.array([*MEASURES, ""], dtype=np.object_)[np.where(named, ratios.argmin(axis=0), -1)],
        relieved=relief < 1.0,
        term=term,
        gaps=_gaps(parcels, term, asked),
    )


def _shares(policy: Policy) -> list[float]:
    """Of the target, by term: below it is missed."""
    return [policy.number("performance_explicit_min"), policy.number("performance_expected_min"), 1.0]


def _asked(parcels: pd.DataFrame, term: Mapping[str, Mask], policy: Policy) -> dict[str, Mask]:
    """Where each measure counts: what an agreement sets (all, if it sets nothing that is known); of the guideline the
    output, and by policy its tax and investment too, if it has them."""
    agreed = {name: ~np.isnan(numbers(parcels, f"agreed_{name}_per_mu")) for name in MEASURES}
    none_agreed = ~np.logical_or.reduce(list(agreed.values()))
    asked: dict[str, Mask] = {}
    for name in MEASURES:
        by_guideline: Mask | bool = name == "output"
        if not by_guideline and policy.flag("performance_guideline_all_measures"):
            by_guideline = ~np.isnan(numbers(parcels, f"guideline_{name}_per_mu"))
        asked[name] = np.where(term["none"], by_guideline, agreed[name] | none_agreed)
    return asked


def _measure(
    name: str, parcels: pd.DataFrame, term: Mapping[str, Mask], share: Floats, asked: Mask
) -> _Measure:
    actual_of, target_of = _columns(name)
    actual = np.where(term["none"], numbers(parcels, actual_of[1]), numbers(parcels, actual_of[0]))
    target = np.where(term["none"], numbers(parcels, target_of[1]), numbers(parcels, target_of[0]))
    limit = share * target
    missed = np.where(asked, compared(actual, "<", limit), NO).astype(np.int8)
    ratio = np.divide(actual, limit, out=np.full(len(parcels), np.nan), where=limit > 0)
    return _Measure(asked, actual, limit, missed, ratio)


def _columns(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Actual figure and target of a measure, each under a term and without one."""
    own = f"{name}_per_mu"
    return (own, MEAN_OF_THREE_YEARS.get(name, own)), (f"agreed_{own}", f"guideline_{own}")


def _gaps(parcels: pd.DataFrame, term: Mapping[str, Mask], asked: Mapping[str, Mask]) -> dict[str, Mask]:
    """Which unknown column keeps which measure open: the target's, or the actual figure's."""
    under_term = term["explicit"] | term["expected"]
    gaps: dict[str, Mask] = {}
    for name in MEASURES:
        for columns in _columns(name):
            for column, where in zip(columns, (under_term, term["none"]), strict=True):
                gap = asked[name] & where & np.isnan(numbers(parcels, column))
                gaps[column] = gaps[column] | gap if column in gaps else gap
    return gaps
