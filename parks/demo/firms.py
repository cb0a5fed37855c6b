"""Enterprises (企业) and their tenancies (租赁): one firm on one to three lots, or several firms in one lot."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.demo import uscc
from parks.demo.arrays import Bools, Floats, Ints
from parks.demo.calibrate import top_by_count
from parks.demo.industries import KNOWN_FOR, LABOR_INTENSIVE, LEADING, LEADING_EVERYWHERE, OTHER, STORAGE
from parks.demo.names import name_firms
from parks.demo.sizes import anchored

LABOR_INTENSIVE_SHARE = 0.90
SUBLET_SHARE = 0.44


@dataclass
class Firms:
    enterprises: pd.DataFrame  # uscc, name, industry, leading_industry, park, land_m2
    tenancies: pd.DataFrame  # enterprise, parcel, holding, land and floor area, rent, valid


def let(lots: pd.DataFrame, parks: pd.DataFrame, vacancy: Floats, rng: np.random.Generator) -> Firms:
    group, vacant = _groups(lots, parks, vacancy, rng)
    size = np.bincount(group)[group]
    roomy = lots["gfa_m2"].to_numpy() > 900
    firms = np.where(vacant, 0, 1 + np.where((size == 1) & roomy, rng.poisson(0.85, len(lots)), 0))
    first = np.concatenate([[True], group[1:] != group[:-1]])
    shared = np.repeat(np.arange(len(lots)), firms)
    turn = np.arange(len(shared)) - np.repeat(firms.cumsum() - firms, firms)
    starts = first[shared] | (turn > 0)
    firm = starts.cumsum() - 1
    tenancies = _tenancies(lots, shared, firm, firms, starts, parks, rng)
    land = np.bincount(firm, tenancies["land_area_m2"])
    park = lots["park"].to_numpy()[shared[starts]]
    enterprises = pd.DataFrame(
        {"park": park, "land_m2": land, "district": parks["district"].to_numpy()[park]}
    )
    _industries(enterprises, parks, rng)
    enterprises["uscc"] = uscc.assign(enterprises["district"].to_numpy(dtype="U6"), rng)
    return Firms(enterprises, tenancies)


def _groups(
    lots: pd.DataFrame, parks: pd.DataFrame, vacancy: Floats, rng: np.random.Generator
) -> tuple[Ints, Bools]:
    """Consecutive lots held together, and which of them stand empty."""
    count, park = len(lots), lots["park"].to_numpy()
    ends = rng.choice([1, 2, 3], count, p=[0.66, 0.24, 0.1]).cumsum()
    starts = np.zeros(count, dtype=bool)
    starts[np.concatenate([[0], ends[ends < count]])] = True
    starts |= np.concatenate([[True], park[1:] != park[:-1]])
    settled = np.zeros(count, dtype=bool)
    for number, anchor in anchored(parks):
        if anchor.firms:
            rows = np.flatnonzero(park == number)
            starts[rows] = False
            starts[[part[0] for part in np.array_split(rows, anchor.firms)]] = True
            settled[rows] = True
    group = starts.cumsum() - 1
    empty = rng.random(group.max() + 1)[group] < 0.03 + 0.5 * vacancy[park]
    return group, empty & ~settled


def _tenancies(
    lots: pd.DataFrame, shared: Ints, firm: Ints, firms: Ints, starts: Bools, parks: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    park = lots["park"].to_numpy()[shared]
    part = 1 / firms[shared]
    sublet = rng.random(len(parks)) * 0.5 + SUBLET_SHARE - 0.25
    kind = rng.random(starts.sum())[firm]
    holding = np.select([kind < 0.055, kind > 1 - sublet[park]], ["owner", "subtenant"], "tenant")
    rent = (13 + 16 * parks["inner"].to_numpy()[park]) * rng.lognormal(0, 0.2, len(shared))
    rent = np.where(holding == "owner", np.nan, np.where(holding == "subtenant", rent * 1.25, rent)).round(1)
    begin = np.datetime64("2012-01-01") + (rng.beta(3, 1.3, starts.sum()) * 13.5 * 365).astype(int)
    until = np.datetime64("2030-01-01") + rng.integers(0, 15 * 365, starts.sum())
    ends = np.where(holding == "owner", "", until.astype(str)[firm])
    return pd.DataFrame(
        {
            "enterprise": firm,
            "parcel": shared,
            "holding": holding,
            "land_area_m2": (lots["area_m2"].to_numpy()[shared] * part).round(2),
            "floor_area_m2": (
                lots["gfa_m2"].to_numpy()[shared] * part * rng.uniform(0.8, 1, len(shared))
            ).round(2),
            "rent_yuan_m2_month": rent,
            "valid": [f"[{a},{b})" for a, b in zip(begin.astype(str)[firm], ends, strict=True)],
        }
    )


def _industries(enterprises: pd.DataFrame, parks: pd.DataFrame, rng: np.random.Generator) -> None:
    """Nine of ten are labor-intensive; most firms of a park share the district's trades."""
    count, park = len(enterprises), enterprises["park"].to_numpy()
    stored = (parks["main_use"].to_numpy() == "warehouse")[park]
    modern = rng.normal(0, 1, len(parks))[park] + 0.4 * parks["quality"].to_numpy()[park]
    other = top_by_count(modern + 2.5 * stored + rng.normal(0, 1.2, count), 1 - LABOR_INTENSIVE_SHARE)
    codes = np.empty(count, dtype=object)
    for district in enterprises["district"].unique():
        here = (enterprises["district"] == district).to_numpy()
        weights = np.array([1.0 + KNOWN_FOR.get(district, {}).get(code, 0) for code in LABOR_INTENSIVE])
        codes[here] = rng.choice(list(LABOR_INTENSIVE), here.sum(), p=weights / weights.sum())
    codes[other] = rng.choice(list(OTHER), other.sum())
    codes[other & stored] = rng.choice(list(STORAGE), (other & stored).sum())
    enterprises["industry"] = codes
    products = {**LABOR_INTENSIVE, **OTHER, **STORAGE}
    enterprises["name"] = name_firms(np.array([products[code] for code in codes], dtype=object), rng)
    leading = [
        c in LEADING.get(d, []) or c in LEADING_EVERYWHERE
        for c, d in zip(codes, enterprises["district"], strict=True)
    ]
    enterprises["leading_industry"] = leading
