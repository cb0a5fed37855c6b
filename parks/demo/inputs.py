"""What the assessment reads beyond the survey, added to the inventory without moving a number of it."""

import numpy as np
import pandas as pd

from parks.demo import earlier_years, gaps, land_records, needs, schemes, situations, value_added
from parks.demo.inventory_tables import Inventory
from parks.demo.streams import stream

UTILITIES, UTILITY_GAP = 0.002, 0.01
SINCE_GAP = 0.03


def add(inventory: Inventory, parcel_figures: pd.DataFrame, seed: int) -> None:
    """`parcel_figures`: of the latest year, before any gap."""
    _gaps(inventory, stream(seed, "gaps"))
    _enterprises(inventory, stream(seed, "enterprises"))
    _parcels(inventory, stream(seed, "parcels"))
    inventory.earlier_parcel_years = earlier_years.of_parcels(parcel_figures, stream(seed, "earlier"))
    inventory.situations = situations.describe(
        inventory.parks, inventory.conditions, stream(seed, "situations")
    )
    inventory.needs = needs.check_off(inventory.conditions, stream(seed, "needs"))
    inventory.schemes = schemes.plan(inventory.parks, _floor_area(inventory), stream(seed, "schemes"))
    lots = inventory.parcels
    inventory.agreements = land_records.agreements(lots, parcel_figures, stream(seed, "agreements"))
    inventory.idle_land = land_records.idle(lots, parcel_figures, stream(seed, "idle"))
    inventory.inefficiencies = land_records.inefficient(lots, stream(seed, "inefficient"))


def _gaps(inventory: Inventory, rng: np.random.Generator) -> None:
    for table in (inventory.park_years, inventory.parcel_years, inventory.enterprise_years):
        gaps.blank(table, value_added.GAPS, rng)


def _enterprises(inventory: Inventory, rng: np.random.Generator) -> None:
    """In operation since the first lease at the latest."""
    firms, count = inventory.enterprises, len(inventory.enterprises)
    begun = inventory.tenancies["valid"].str[1:5].astype(int).groupby(inventory.tenancies["enterprise"]).min()
    since = begun.reindex(range(count)).to_numpy() - rng.poisson(1.8, count)
    firms["operating_since"] = pd.Series(since).where(rng.random(count) >= SINCE_GAP)
    utility = pd.Series(rng.random(count) < UTILITIES, dtype=object)
    firms["public_utility"] = utility.where(rng.random(count) >= UTILITY_GAP, None)


def _parcels(inventory: Inventory, rng: np.random.Generator) -> None:
    """Land was granted where there are papers for it; it lies in the block as the park does, as far as known."""
    lots, count = inventory.parcels, len(inventory.parcels)
    park = lots["park"].to_numpy()
    share = pd.to_numeric(inventory.conditions["in_block_share"]).to_numpy()[park]
    inside = pd.Series(rng.random(count) < share, dtype=object)
    lots["in_block"] = inside.where(~np.isnan(share), None)
    started = inventory.parks["started_year"].to_numpy()[park]
    year = np.minimum(started + rng.gamma(1.6, 4.0, count).round(), 2024)
    papers = ((lots["tenure"] == "state") | (lots["procedure"] != "incomplete")).to_numpy()
    lots["granted_year"] = pd.Series(year).where(papers & (rng.random(count) >= SINCE_GAP))


def _floor_area(inventory: Inventory) -> pd.Series:
    park = inventory.parcels["park"].to_numpy()[inventory.buildings["parcel"]]
    return inventory.buildings["gfa_m2"].groupby(park).sum()
