"""Floor areas (建筑面积) on the parcels by legality, so that each park has its FAR and the city its 0.47."""

import numpy as np
import pandas as pd

from parks.demo.arrays import Floats, Ints
from parks.demo.calibrate import scaled_mean

CITY_FAR = 0.47
EMPTY_SHARE = 0.05
AS_OF = "2025-06-30"
LEGALITIES = ["legal", "illegal_pre2009", "illegal_post2009"]


def far_of_parks(parks: pd.DataFrame, rng: np.random.Generator) -> Floats:
    """Lognormal; denser near the center and where the park is better kept; published values of real parks stay."""
    spread = rng.lognormal(0, 0.5, len(parks))
    far = spread * np.exp(0.16 * parks["quality"].to_numpy() + 0.9 * parks["inner"].to_numpy())
    known = np.array([anchor.far if anchor and anchor.far else np.nan for anchor in parks["anchor"]])
    fixed = ~np.isnan(known)
    values = np.where(fixed, known, far)
    for _ in range(4):
        values = scaled_mean(values, parks["area_m2"].to_numpy(), CITY_FAR, fixed)
        values = np.where(fixed, values, np.clip(values, 0.06, 2.6))
    return scaled_mean(values, parks["area_m2"].to_numpy(), CITY_FAR, fixed)


def build(lots: pd.DataFrame, parks: pd.DataFrame, far: Floats, rng: np.random.Generator) -> pd.DataFrame:
    """One or two rows a parcel: what is built there, of which legality, when."""
    count = len(lots)
    park, area = lots["park"].to_numpy(), lots["area_m2"].to_numpy()
    weight = area * rng.lognormal(0, 0.45, count)
    empty = (rng.random(count) < EMPTY_SHARE) & (np.bincount(park)[park] > 4)
    weight[empty] = 0
    total = (far * parks["area_m2"].to_numpy())[park]
    lots["gfa_m2"] = total * weight / np.bincount(park, weight)[park]
    main = _main_legality(lots, parks, rng)
    split = np.where(rng.random(count) < 0.22, rng.uniform(0.1, 0.45, count), 0.0)
    second = np.where(main == 0, rng.choice([1, 2], count, p=[0.55, 0.45]), np.where(main == 1, 2, 1))
    first_rows = _rows(lots, parks, main, 1 - split, rng)
    second_rows = _rows(lots, parks, second, split, rng)
    rows = pd.concat([first_rows, second_rows])
    return rows[rows["gfa_m2"] > 0].sort_values(["parcel", "legality"], ignore_index=True)


def vacant(lots: pd.DataFrame, built: pd.DataFrame) -> pd.DataFrame:
    """A row of 0 m² for each parcel on which nothing stands: stated, not left unknown."""
    empty = lots.index[~lots.index.isin(built["parcel"])]
    return pd.DataFrame(
        {
            "parcel": empty,
            "legality": "legal",
            "as_of": AS_OF,
            "gfa_m2": 0.0,
            "footprint_m2": 0.0,
            "status": "verified",
        }
    )


def _main_legality(lots: pd.DataFrame, parks: pd.DataFrame, rng: np.random.Generator) -> Ints:
    chance = lots["certificate"].eq("certified") * 0.85 + lots["procedure"].eq("complete") * 0.1 + 0.03
    late = 1 / (1 + np.exp(-(parks["started_year"].to_numpy()[lots["park"]] - 2006) / 3.0))
    legal = rng.random(len(lots)) < chance
    return np.where(legal, 0, np.where(rng.random(len(lots)) < 0.15 + 0.7 * late, 2, 1))


def _rows(
    lots: pd.DataFrame, parks: pd.DataFrame, legality: Ints, part: Floats, rng: np.random.Generator
) -> pd.DataFrame:
    gfa = (lots["gfa_m2"].to_numpy() * part).round(2)
    area = lots["area_m2"].to_numpy()
    storeys = np.maximum(
        rng.choice([1, 2, 3, 4, 5], len(lots), p=[0.36, 0.24, 0.2, 0.13, 0.07]), np.ceil(gfa / (0.55 * area))
    )
    started = parks["started_year"].to_numpy()[lots["park"]]
    built = started + rng.gamma(1.6, 3.0, len(lots)).round()
    built = np.select(
        [legality == 1, legality == 2],
        [np.minimum(built, 2009), np.maximum(built, 2010)],
        np.minimum(built, 2022),
    ).clip(1980, 2024)
    return pd.DataFrame(
        {
            "parcel": lots.index,
            "legality": np.array(LEGALITIES)[legality],
            "as_of": AS_OF,
            "gfa_m2": gfa,
            "footprint_m2": (gfa / storeys).round(2),
            "storeys": storeys.astype(int),
            "built_year": built.astype(int),
        }
    )
