"""Annual figures (年度数据): made for firms, added up to parcels and parks, brought to the published output and tax per mu."""

import numpy as np
import pandas as pd

from parks.demo.arrays import Bools, Floats, Ints
from parks.demo.calibrate import scaled_sum
from parks.demo.firms import Firms
from parks.demo.sizes import anchored
from parks.demo.value_added import ADDED

MU_M2 = 10_000 / 15
OUTPUT_PER_MU, TAX_PER_MU = 123e4, 5.6e4  # 元 over park land
LEVEL_CAP = 4.0  # keeps one lucky large park from carrying the city
ABOVE_SCALE_YUAN = 20e6
SILENT_OWNERS, FALSE_OWNERS = 0.012, 0.002
YEAR = 2025
SUMS = [
    "output_yuan",
    "tax_yuan",
    "employees",
    "energy_tce",
    "rd_yuan",
    "upgrade_yuan",
    "investment_yuan",
    "recognitions",
    *ADDED,
]


def earn(firms: Firms, parks: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row an enterprise for the latest year."""
    who = firms.enterprises
    park, count = who["park"].to_numpy(), len(who)
    lean = (0.3 * parks["quality"] + 0.5 * parks["inner"]).to_numpy()
    level = np.minimum(rng.lognormal(0, 0.62, len(parks)) * np.exp(lean), LEVEL_CAP)
    output = who["land_m2"].to_numpy() * level[park] * rng.lognormal(0, 0.8, count)
    output *= np.where(who["industry"].str.startswith("C39"), 1.7, 1.0)
    mu = parks["area_m2"].to_numpy() / MU_M2
    output, fixed = _at_published_levels(output, parks, park, mu)
    output = scaled_sum(output, OUTPUT_PER_MU * mu.sum(), fixed)
    tax = scaled_sum(output * 0.045 * rng.lognormal(0, 0.45, count), TAX_PER_MU * mu.sum())
    big = np.log10(np.maximum(output, 1e5) / 1e6)
    researches = rng.random(count) < np.clip(0.12 + 0.22 * big, 0.03, 0.9)
    upgrades = rng.random(count) < np.clip(0.10 + 0.13 * big, 0.03, 0.7)
    table = pd.DataFrame(
        {
            "output_yuan": output.round(-2),
            "tax_yuan": tax.round(-2),
            "employees": np.maximum(1, output / 4.2e5 * rng.lognormal(0, 0.35, count)).round(),
            "energy_tce": (output / 1e4 * 0.045 * rng.lognormal(0, 0.5, count)).round(2),
            "rd_yuan": np.where(researches, output * rng.beta(1.4, 40, count), 0).round(-2),
            "upgrade_yuan": np.where(upgrades, output * rng.beta(1.4, 30, count), 0).round(-2),
            "investment_yuan": (output * rng.beta(1.2, 22, count)).round(-2),
            "recognitions": rng.poisson(np.clip(0.06 + 0.16 * big, 0.01, 1.5)),
            "uploaded": rng.random(count) >= 0.012,
            "falsified": rng.random(count) < 0.002,
        }
    )
    who["above_scale"] = output >= ABOVE_SCALE_YUAN
    return table


def _at_published_levels(output: Floats, parks: pd.DataFrame, park: Ints, mu: Floats) -> tuple[Floats, Bools]:
    fixed = np.zeros(len(output), dtype=bool)
    for number, anchor in anchored(parks):
        if anchor.output_per_mu:
            rows = park == number
            output[rows] *= anchor.output_per_mu * 1e4 * mu[number] / output[rows].sum()
            fixed |= rows
    return output, fixed


def of_parcels(
    earned: pd.DataFrame, firms: Firms, lots: pd.DataFrame, parks: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """A firm's figures go to its lots by land; an empty lot yields nothing, which is a figure too. Whether they were
    uploaded is the right holder's doing (土地权属人), for all of its land, whatever its tenants report."""
    held = firms.tenancies
    part = held["land_area_m2"].to_numpy() / firms.enterprises["land_m2"].to_numpy()[held["enterprise"]]
    rows = earned.iloc[held["enterprise"]]
    sums = {c: np.bincount(held["parcel"], rows[c].to_numpy() * part, len(lots)) for c in SUMS}
    owner, owners = pd.factorize(parks["area"].to_numpy()[lots["park"]] + lots["owner_name"].to_numpy())
    silent, false = rng.random(len(owners)) < SILENT_OWNERS, rng.random(len(owners)) < FALSE_OWNERS
    return _rounded(pd.DataFrame(sums)).assign(uploaded=~silent[owner], falsified=false[owner])


def of_parks(earned: pd.DataFrame, firms: Firms, parks: int) -> pd.DataFrame:
    """A park counts as uploaded if most of its firms' data is; as falsified only where it stands alone."""
    park = firms.enterprises["park"].to_numpy()
    sums = {column: np.bincount(park, earned[column], parks) for column in SUMS}
    total = np.maximum(np.bincount(park, minlength=parks), 1)
    silent = np.bincount(park, ~earned["uploaded"].to_numpy(), parks) / total
    false = np.bincount(park, earned["falsified"].to_numpy(), parks) / total
    return _rounded(pd.DataFrame(sums)).assign(uploaded=silent <= 0.5, falsified=false > 0.5)


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    for column in ("employees", "recognitions"):
        table[column] = table[column].round()
    return table.round(2)


def year_before(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same subjects a year earlier."""
    earlier = table.copy()
    growth = rng.normal(0.03, 0.09, len(table))
    for column in ("output_yuan", "tax_yuan", "employees", "energy_tce", *ADDED):
        earlier[column] = (table[column] / (1 + growth).clip(0.6, 1.6)).round()
    return earlier
