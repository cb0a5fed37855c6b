"""The whole synthetic inventory as tables; the same seed gives the same tables."""

import numpy as np
import pandas as pd

from parks.demo import (
    boundaries,
    buildings,
    conditions,
    figures,
    firms,
    gaps,
    inputs,
    parcels,
    traits,
    value_added,
)
from parks.demo.arrays import Bools
from parks.demo.inventory_tables import Inventory
from parks.demo.layout import lay_out
from parks.demo.streams import stream
from parks.inventory.cities import load_city

__all__ = ["PARKS", "Inventory", "generate"]

PARKS = 2705


def generate(count: int = PARKS, seed: int = 1) -> Inventory:
    rng = np.random.default_rng(seed)
    city = load_city()
    layout = lay_out(city, count, rng)
    parks = traits.describe(layout, city, rng)
    lots = parcels.register(layout.parcels, parks, city, rng)
    far = buildings.far_of_parks(parks, rng)
    built = buildings.build(lots, parks, far, rng)
    condition = conditions.survey(parks, np.bincount(lots["park"], minlength=count), rng)
    occupied = firms.let(lots, parks, condition["vacancy_share"].to_numpy(), rng)
    earned = figures.earn(occupied, parks, rng)
    value_added.add(earned, stream(seed, "value added"))
    park_figures = figures.of_parks(earned, occupied, count)
    parcel_figures = figures.of_parcels(earned, occupied, lots, parks, rng.spawn(1)[0])
    poor, known = parks["poor_record"].to_numpy(), parks["anchor"].notna().to_numpy()
    gaps.blank_conditions(condition, poor, known, rng)
    condition.insert(0, "park", condition.index)
    condition["status"] = gaps.statuses(count, rng)
    gaps.blank(built, gaps.BUILDING_GAPS, rng)
    built["status"] = gaps.statuses(len(built), rng)
    built = pd.concat([built, buildings.vacant(lots, built)]).sort_values(
        ["parcel", "legality"], ignore_index=True
    )
    built = built[~poor[lots["park"].to_numpy()[built["parcel"]]]]
    inventory = Inventory(
        layout=layout,
        parks=parks,
        boundaries=boundaries.date(layout, parks, rng),
        conditions=condition,
        parcels=lots,
        buildings=built,
        enterprises=occupied.enterprises,
        tenancies=occupied.tenancies,
        park_years=_park_years(park_figures, parks, rng),
        parcel_years=_years("parcel", parcel_figures, rng),
        enterprise_years=_years(
            "enterprise", earned, rng, earlier=occupied.enterprises["above_scale"].to_numpy()
        ),
    )
    inputs.add(inventory, parcel_figures, seed)
    return inventory


def _park_years(latest: pd.DataFrame, parks: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two years of every park but the poorly recorded."""
    kept = ((parks["area_m2"] > gaps.MONEY_KNOWN_FROM_M2) | parks["anchor"].notna()).to_numpy()
    table = _years("park", latest, rng, earlier=np.ones(len(parks), dtype=bool), kept=kept)
    return table[~parks["poor_record"].to_numpy()[table["park"]]].reset_index(drop=True)


def _years(
    subject: str, latest: pd.DataFrame, rng: np.random.Generator,
    earlier: Bools | None = None, kept: Bools | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Rows per subject and year with status and gaps; `earlier` subjects also have the year before."""
    parts = [latest.assign(year=figures.YEAR)]
    if earlier is not None:
        parts.append(figures.year_before(latest[earlier], rng).assign(year=figures.YEAR - 1))
    table = pd.concat(parts)
    table.insert(0, subject, table.index)
    table = table.reset_index(drop=True)
    gaps.blank(table, gaps.YEAR_GAPS, rng, None if kept is None else kept[table[subject]])
    table["status"] = gaps.statuses(len(table), rng)
    return table
