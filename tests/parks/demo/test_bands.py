"""Each published figure of the inventory, held to a band; areas by geodesy, not by the generator's own projection.

What one figure says of another (mean area, a third of the city's output) is in test_full_demo, from the database. The
demo cannot express what it holds only one side of: the parks' share of the city's industrial land (30 %以上; the other
industrial land is not in it), of its industrial tax (6 %; no total is published), and the village rent of 放马村
(147 万元 a year; only rents of tenancies are recorded).
"""

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


def moment(values: np.ndarray, order: int) -> float:
    """Standardized: 0 and 3 are the third and fourth of a normal distribution."""
    return float((((values - values.mean()) / values.std()) ** order).mean())


def test_counts(inventory: Inventory) -> None:
    assert 30_000 <= len(inventory.parcels) <= 60_000
    assert 25_000 <= len(inventory.enterprises) <= 45_000


def test_land(hectares: np.ndarray) -> None:
    assert hectares.sum() / 100 == pytest.approx(132, rel=0.005)
    assert 0.58 <= (hectares < 2).mean() <= 0.62
    assert 0.87 <= (hectares < 10).mean() < 0.90  # 接近九成
    assert hectares.min() * 1e4 >= 5_000


def test_districts(inventory: Inventory, hectares: np.ndarray) -> None:
    city = load_city()
    share = pd.Series(hectares).groupby(inventory.parks["district"].to_numpy()).sum() / hectares.sum()
    assert share[list(city.outer_districts)].sum() > 0.85
    assert "440104" not in share, "越秀 has none"
    expected = pd.Series(city.area_shares).drop("440104")
    # a single park is a quarter of the land of the smallest shares
    assert share.to_dict() == pytest.approx(expected.to_dict(), rel=0.30)
    large = expected[expected > 0.1].index
    assert share[large].to_dict() == pytest.approx(expected[large].to_dict(), rel=0.03)


def test_far(inventory: Inventory, hectares: np.ndarray) -> None:
    parcel_park = inventory.parcels["park"].to_numpy()[inventory.buildings["parcel"]]
    gfa = np.bincount(parcel_park, inventory.buildings["gfa_m2"], len(hectares))
    known = gfa > 0
    assert gfa.sum() / (hectares.sum() * 1e4) == pytest.approx(0.47, abs=0.005)
    assert gfa[known].sum() / (hectares[known].sum() * 1e4) == pytest.approx(0.47, abs=0.005)
    far = gfa[known] / (hectares[known] * 1e4)
    assert moment(far, 3) > 1
    assert moment(np.log(far), 3) == pytest.approx(0, abs=0.25), (
        "lognormal: its logarithm is as good as normal"
    )
    assert moment(np.log(far), 4) == pytest.approx(3, abs=0.5)
    assert 0.4 < np.log(far).std() < 0.7


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


def test_a_right_holder_reports_for_all_its_land_or_none(inventory: Inventory) -> None:
    lots, years = inventory.parcels, inventory.parcel_years.set_index("parcel")
    owner = inventory.parks["area"].to_numpy()[lots["park"]] + lots["owner_name"]
    assert 0.005 < (~years["uploaded"]).mean() < 0.02
    assert 0.0003 < years["falsified"].mean() < 0.006
    of_owner = years["uploaded"].groupby(owner)
    assert (of_owner.min() == of_owner.max()).all()
    # and so does a tenant, on its own: most parcels of silent right holders have tenants that do report
    tenants = inventory.tenancies.assign(
        silent=~years["uploaded"].reindex(inventory.tenancies["parcel"]).to_numpy(),
        reports=inventory.enterprise_years.query("year == 2025")
        .set_index("enterprise")["uploaded"]
        .reindex(inventory.tenancies["enterprise"])
        .to_numpy(),
    )
    assert tenants.loc[tenants["silent"], "reports"].mean() > 0.9


def test_boundaries_of_three_kinds(inventory: Inventory) -> None:
    count = inventory.boundaries["kind"].value_counts()
    assert count["surveyed"] == 2705
    assert 1000 < count["listed"] < 2000
    assert 50 < count["approved"] < 200
