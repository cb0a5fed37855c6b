"""Each published figure of the inventory, held to a band; areas by geodesy, not by the generator's own projection."""

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from parks.demo.inventory import Inventory
from parks.demo.projection import to_degrees
from parks.inventory.cities import load_city

GEOD = pyproj.Geod(ellps="GRS80")
LABOR_INTENSIVE = r"^C(?:17|18|19|20|21|24|2682|38)"


@pytest.fixture(scope="module")
def hectares(inventory: Inventory) -> np.ndarray:
    shapes = shapely.transform(inventory.parks["geometry"].to_numpy(), to_degrees)
    return np.array([abs(GEOD.geometry_area_perimeter(shape)[0]) for shape in shapes]) / 1e4


def latest(inventory: Inventory, column: str) -> pd.Series:
    years = inventory.park_years
    rows = years[years["year"] == years["year"].max()]
    return rows.set_index("park")[column].astype(float).dropna()


def test_counts(inventory: Inventory) -> None:
    assert len(inventory.parks) == load_city().figures["park_count"].value == 2705
    assert 30_000 <= len(inventory.parcels) <= 60_000
    assert 25_000 <= len(inventory.enterprises) <= 45_000


def test_land(hectares: np.ndarray) -> None:
    assert hectares.sum() / 100 == pytest.approx(132, rel=0.005)
    assert hectares.mean() == pytest.approx(4.88, abs=0.05)
    assert 0.58 <= (hectares < 2).mean() <= 0.62
    assert 0.87 <= (hectares < 10).mean() <= 0.91
    assert hectares.min() * 1e4 >= 4_990


def test_districts(inventory: Inventory, hectares: np.ndarray) -> None:
    city = load_city()
    share = pd.Series(hectares).groupby(inventory.parks["district"].to_numpy()).sum() / hectares.sum()
    assert share[list(city.outer_districts)].sum() > 0.85
    for code, expected in city.area_shares.items():
        assert share.get(code, 0.0) == pytest.approx(expected, abs=0.01)


def test_far(inventory: Inventory, hectares: np.ndarray) -> None:
    parcel_park = inventory.parcels["park"].to_numpy()[inventory.buildings["parcel"]]
    gfa = np.bincount(parcel_park, inventory.buildings["gfa_m2"], len(hectares))
    known = gfa > 0
    assert gfa.sum() / (hectares.sum() * 1e4) == pytest.approx(0.47, abs=0.005)
    assert gfa[known].sum() / (hectares[known].sum() * 1e4) == pytest.approx(0.47, abs=0.005)
    assert (gfa / (hectares * 1e4)).max() < 6.5


def test_procedures(inventory: Inventory) -> None:
    lots = inventory.parcels
    area = shapely.area(lots["geometry"].to_numpy())
    incomplete = 1 - lots["procedure_area_m2"].sum() / area.sum()
    assert incomplete == pytest.approx(0.72, abs=0.01)
    assert (lots["procedure_area_m2"] <= area + 0.01).all()
    assert (lots.loc[lots["procedure"] == "incomplete", "procedure_area_m2"] == 0).all()


def test_firms(inventory: Inventory) -> None:
    labor_intensive = inventory.enterprises["industry"].str.contains(LABOR_INTENSIVE)
    assert labor_intensive.mean() == pytest.approx(0.90, abs=0.01)
    assert (inventory.tenancies["holding"] == "subtenant").mean() > 0.30


def test_output_and_tax(inventory: Inventory, hectares: np.ndarray) -> None:
    output, tax = latest(inventory, "output_yuan"), latest(inventory, "tax_yuan")
    per_mu = output.sum() / 1e4 / (hectares[output.index].sum() * 15)
    assert 119 <= per_mu <= 127
    assert tax.sum() / 1e4 / (hectares[tax.index].sum() * 15) == pytest.approx(5.6, abs=0.2)
    assert per_mu / load_city().figures["city_output_per_mu"].value == pytest.approx(1 / 3, abs=0.02)


def test_every_legality_occurs(inventory: Inventory) -> None:
    share = inventory.buildings.groupby("legality")["gfa_m2"].sum() / inventory.buildings["gfa_m2"].sum()
    assert (share > 0.1).all()
    assert set(share.index) == {"legal", "illegal_pre2009", "illegal_post2009"}
    built = pd.to_numeric(inventory.buildings["built_year"])
    assert built[inventory.buildings["legality"] == "illegal_pre2009"].max() <= 2009
    assert built[inventory.buildings["legality"] == "illegal_post2009"].min() > 2009


def test_some_values_are_missing_and_some_imputed(inventory: Inventory) -> None:
    facts = inventory.conditions.drop(columns=["park", "as_of", "status"])
    assert 0.03 <= facts.isna().to_numpy().mean() <= 0.05
    for table in (
        inventory.conditions,
        inventory.buildings,
        inventory.parcel_years,
        inventory.enterprise_years,
    ):
        assert (table["status"] == "imputed").mean() == pytest.approx(0.12, abs=0.02)
    poor = facts.isna().mean(axis=1) > 0.4
    assert 10 <= poor.sum() <= 80


def test_real_parks_keep_their_published_figures(inventory: Inventory, hectares: np.ndarray) -> None:
    parks = inventory.parks.set_index("name")
    numbers = dict(zip(inventory.parks["name"], inventory.parks.index, strict=True))
    assert hectares[numbers["放马村工业园"]] == pytest.approx(12.31, rel=0.001)
    assert hectares[numbers["上境村工业园"]] == pytest.approx(52.56, rel=0.001)
    assert parks.loc["上境村工业园", "area"] == "440118107210"
    firms = inventory.enterprises["park"] == numbers["上境村工业园"]
    assert firms.sum() == 26
    lots = inventory.parcels[inventory.parcels["park"] == numbers["上境村工业园"]]
    assert lots["gfa_m2"].sum() / 525_600 == pytest.approx(0.34, abs=0.002)
    assert inventory.conditions.loc[numbers["放马村工业园"], "consent_share"] == 0.9954
    earned = latest(inventory, "output_yuan").get(numbers["放马村工业园"])
    assert earned is None or earned / 1e4 / (12.31 * 15) < 14
    lines = inventory.boundaries[inventory.boundaries["park"] == numbers["旧水坑工业园"]].set_index("kind")[
        "geometry"
    ]
    assert lines["listed"].area == pytest.approx(757_000, rel=0.001)
    assert lines["approved"].area == pytest.approx(456_300, rel=0.001)


def test_boundaries_of_three_kinds(inventory: Inventory) -> None:
    count = inventory.boundaries["kind"].value_counts()
    assert count["surveyed"] == 2705
    assert 1000 < count["listed"] < 2000
    assert 50 < count["approved"] < 200
