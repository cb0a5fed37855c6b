"""Park conditions (园区现状): plans, wishes, leases, hazards; correlated with age, quality and location."""

import numpy as np
import pandas as pd
import shapely

from parks.demo.arrays import Bools, Floats, Ints, Shapes
from parks.demo.sizes import Anchor, anchored

NEARBY_M = 200.0
AS_OF = "2025-09-30"


def survey(parks: pd.DataFrame, parcels_per_park: Ints, rng: np.random.Generator) -> pd.DataFrame:
    count = len(parks)
    quality, inner = parks["quality"].to_numpy(), parks["inner"].to_numpy()
    hectares = parks["area_m2"].to_numpy() / 1e4
    planned = np.where(rng.random(count) < 0.68, rng.beta(6, 1.6, count), rng.beta(1.2, 5, count))
    holders = 1 + rng.poisson(0.22 * parcels_per_park * rng.lognormal(0, 0.5, count))
    table = pd.DataFrame(
        {
            "as_of": AS_OF,
            "metro_distance_m": parks["metro_distance_m"].round(),
            "centre_distance_m": parks["centre_distance_m"].round(),
            "in_block_share": np.clip(
                planned * rng.beta(5, 1.5, count) * (rng.random(count) < 0.75), 0, 1
            ).round(3),
            "planned_industrial_share": planned.round(3),
            "on_platform": rng.random(count) < 0.13 + 0.36 * inner,
            "core_location": _core(parks, rng),
            "target_far": np.clip(rng.normal(2.6 + 0.9 * inner, 0.45, count), 2.0, 4.5).round(1),
            "structurally_sound": rng.random(count) < 1 / (1 + np.exp(-(0.9 + 0.8 * quality))),
            "pre2000_lowrise_share": _shares(
                (2001 - parks["started_year"].to_numpy()) / 7 - 0.3 * quality, rng
            ),
            "vacancy_share": (rng.beta(1.6, 9, count) * np.exp(-0.25 * quality)).clip(0, 0.9).round(3),
            "consent_share": _shares(1.55 - 0.35 * np.log(holders) - 0.15 * quality + 0.3 * inner, rng, 1.1),
            "right_holder_count": holders,
            "lease_years_left": rng.gamma(2.2, 3.1, count).clip(0, 30).round(1),
            "sublease_tiers": rng.choice([0, 1, 2, 3], count, p=[0.3, 0.42, 0.22, 0.06]),
            "hazard_count": rng.poisson(hectares * 0.45 * np.exp(-0.45 * quality)),
            "pollution_cases": rng.poisson(0.25 * np.sqrt(hectares) * np.exp(-0.2 * quality)),
            "unmet_needs": rng.binomial(9, 1 / (1 + np.exp(0.1 + 0.35 * quality))),
            "industrial_nearby_m2": _nearby(parks["geometry"].to_numpy()).round(),
        },
        index=parks.index,
    )
    _village_plans(table, parks, rng)
    for number, anchor in anchored(parks):
        _repeat(table, number, anchor)
    return table


def _core(parks: pd.DataFrame, rng: np.random.Generator) -> Bools:
    """Near the city's center, or in the middle of an outer district."""
    city = parks["city_distance_m"].to_numpy() < 12_500 + rng.normal(0, 1500, len(parks))
    return city | (parks["centre_distance_m"].to_numpy() < 2_600 + rng.normal(0, 300, len(parks)))


def _shares(logit: Floats, rng: np.random.Generator, noise: float = 0.9) -> Floats:
    return (1 / (1 + np.exp(-(logit + rng.normal(0, noise, len(logit)))))).round(3)


def _nearby(shapes: Shapes) -> Floats:
    """Land of other parks within 200 m, measured on the geometry."""
    around = shapely.buffer(shapes, NEARBY_M, quad_segs=4)
    tree = shapely.STRtree(shapes)
    own, other = tree.query(around, predicate="intersects")
    own, other = own[own != other], other[own != other]
    shared = shapely.area(shapely.intersection(around[own], shapes[other]))
    return np.bincount(own, shared, len(shapes)).astype(float)


def _village_plans(table: pd.DataFrame, parks: pd.DataFrame, rng: np.random.Generator) -> None:
    """城中村 plans concern whole villages: most overlap a park only in part, few plan a million m²."""
    count = len(table)
    planned = rng.random(count) < 0.07 + 0.25 * parks["inner"].to_numpy()
    overlap = np.where(planned, rng.beta(2.0, 1.8, count), rng.beta(1, 9, count) * (rng.random(count) < 0.3))
    own = parks["area_m2"].to_numpy() * table["target_far"].to_numpy()
    village = rng.lognormal(13.45, 0.55, count) + 0.8 * own
    table["in_urban_village_plan"] = planned
    table["urban_village_overlap_share"] = overlap.round(3)
    table["planned_gfa_m2"] = np.where(planned, village, own).round(-2)


def _repeat(table: pd.DataFrame, number: int, anchor: Anchor) -> None:
    if anchor.consent is not None:
        table.loc[number, "consent_share"] = anchor.consent
    if anchor.planned_gfa_m2 is not None:
        table.loc[number, "planned_gfa_m2"] = anchor.planned_gfa_m2
