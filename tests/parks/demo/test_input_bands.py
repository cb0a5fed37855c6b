"""What the demo adds for the assessment, held to bands; nothing of it is published, all of it is invented and says so."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest
from django.core.management import call_command

from assessment.columns import TABLES
from assessment.frame import canonical
from parks.demo import guidelines
from parks.demo.inventory import Inventory, generate
from parks.inventory.frames import assessment_frame
from parks.inventory.models.needs import ITEMS


def known(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values.dropna())


def test_value_added_energy_and_emissions_fit_the_output(inventory: Inventory) -> None:
    years = inventory.enterprise_years.query("year == 2025")
    money = years[["output_yuan", "value_added_yuan", "energy_tce", "electricity_kwh"]].astype(float).dropna()
    rate = money["value_added_yuan"].sum() / money["output_yuan"].sum()
    assert 0.20 <= rate <= 0.24
    electric = money["electricity_kwh"] * 0.1229e-3 / money["energy_tce"].where(money["energy_tce"] > 1)
    assert electric.dropna().between(0.69, 0.98).all()
    assert 0.1 <= (years["emission_equivalents"].astype(float) == 0).mean() <= 0.3
    for table in (inventory.park_years, inventory.parcel_years, inventory.enterprise_years):
        assert 0.10 <= table["emission_equivalents"].isna().mean() <= 0.20


def test_three_years_of_parcel_figures(inventory: Inventory) -> None:
    earlier = inventory.earlier_parcel_years
    assert earlier.groupby("year")["parcel"].nunique().to_dict() == dict.fromkeys(
        (2023, 2024), len(inventory.parcels)
    )
    assert not earlier.duplicated(["parcel", "year", "status"]).any()
    sums = earlier.assign(output=earlier["output_yuan"].astype(float)).groupby("year")["output"].sum()
    latest = inventory.parcel_years["output_yuan"].astype(float).sum()
    assert 0.9 < sums[2024] / latest < 1
    assert 0.9 < sums[2023] / sums[2024] < 1


def test_needs_agree_with_the_number_of_unmet_ones(inventory: Inventory, small: Inventory) -> None:
    for each in (inventory, small):
        unmet = (each.needs[list(ITEMS)] == "none").sum(axis=1).to_numpy()
        stated = pd.to_numeric(each.conditions.set_index("park")["unmet_needs"])
        assert (unmet == stated[each.needs["park"]].to_numpy()).all()
        assert len(each.needs) == stated.notna().sum()
    assert set(inventory.needs[list(ITEMS)].to_numpy().ravel()) == {"met", "building", "partial", "none"}
    housing, services = (
        (inventory.needs[item] != "none").mean() for item in ("diverse_housing", "daily_services")
    )
    assert housing < services


def test_situations_of_all_but_the_poorly_recorded(inventory: Inventory) -> None:
    table = inventory.situations
    assert len(table) == (~inventory.parks["poor_record"]).sum()
    renewed = table["renewal_status"] != "none"
    assert 0.05 <= renewed.mean() <= 0.09
    assert table.loc[~renewed, ["renewal_start_year", "renewal_use"]].isna().all(axis=None)
    assert known(table["renewal_start_year"]).between(2010, 2025).all()
    assert known(table["assembly_cost_yuan_per_mu"]).median() / 1e4 == pytest.approx(80, abs=30)
    assert known(table["industrial_land_price_yuan_per_mu"]).between(2e5, 2e6).all()
    assert table["tax_class"].value_counts(normalize=True)["other_towns"] > 0.6
    assert set(table["tax_class"].dropna()) == {"core", "one_zone_many_parks", "other_towns"}


def test_a_few_schemes(inventory: Inventory) -> None:
    table = inventory.schemes
    assert len(table) == pytest.approx(0.03 * 2705, abs=1)
    assert 0.3 <= table["pilot"].mean() <= 0.6
    assert table["path"].nunique() == 5
    assert (known(table["factory_share"]) + known(table["housing_share"])).dropna().le(1.01).all()
    area = inventory.parks["area_m2"].to_numpy()[table["park"]]
    ratio = (table["contiguous_m2"].astype(float) / area).dropna()
    assert ratio.between(0.69, 1.81).all()


def test_agreements_of_a_tenth_of_the_parcels_granted_since_2007(inventory: Inventory) -> None:
    table, lots = inventory.agreements, inventory.parcels
    since = (pd.to_numeric(lots["granted_year"]) >= 2007).to_numpy()
    assert since[table["parcel"]].all()
    assert len(table) / since.sum() == pytest.approx(0.10, abs=0.01)
    assert table["document"].str.startswith("示例").eq(table["kind"] != "none").all()
    relieved = table["relief_share"].notna()
    assert 0.02 < relieved.mean() < 0.09
    assert table.loc[relieved, "relief_document"].str.startswith("示例").all()
    assert known(lots["granted_year"]).max() <= 2024


def test_idle_land_is_state_land_without_output(inventory: Inventory) -> None:
    lots = inventory.parcels.iloc[inventory.idle_land["parcel"]]
    assert 10 <= len(lots) <= 40
    assert (lots["tenure"] == "state").all()
    output = inventory.parcel_years.set_index("parcel")["output_yuan"][lots.index]
    assert output.dropna().eq(0).all()
    assert set(inventory.idle_land["cause"]) == {"government", "enterprise"}


def test_some_land_is_designated_and_some_of_it_exempt(inventory: Inventory) -> None:
    table = inventory.inefficiencies
    assert 0.004 < len(table) / len(inventory.parcels) < 0.008
    exempt = table["exemption"] != "none"
    documented = exempt & (table["reviewer"] != "") & table["reviewed_on"].notna()
    assert 0.15 < exempt.mean() < 0.35
    assert 0 < documented.sum() < exempt.sum()
    assert table["exit"].nunique() == 4


def test_enterprises_started_before_their_first_lease(inventory: Inventory) -> None:
    firms = inventory.enterprises
    begun = inventory.tenancies["valid"].str[1:5].astype(int).groupby(inventory.tenancies["enterprise"]).min()
    since = known(firms["operating_since"])
    assert (since <= begun[since.index]).all()
    assert 0.02 < (since >= 2024).mean() < 0.15
    assert 0.001 < firms["public_utility"].eq(True).mean() < 0.003


def test_the_guideline_table_says_that_it_is_invented(inventory: Inventory) -> None:
    table = guidelines.table()
    assert "示例" in guidelines.NAME
    assert "非公布标准" in guidelines.NAME
    assert table["name"].str.endswith("（示例）").all()
    assert table["industry"].is_unique
    covered = inventory.enterprises["industry"].str[:3].isin(table["industry"])
    assert covered.all()


def test_the_same_seed_gives_the_same_inputs(small: Inventory) -> None:
    again = generate(60, seed=7)
    for name in ("situations", "needs", "schemes", "agreements", "idle_land", "earlier_parcel_years"):
        pd.testing.assert_frame_equal(getattr(small, name), getattr(again, name))


@pytest.mark.django_db
def test_every_input_is_known_somewhere_in_the_loaded_demo() -> None:
    """A column that is empty everywhere would show nothing of the rules that read it."""
    call_command("load_demo", parks=400, seed=1, stdout=StringIO())
    frame = canonical(assessment_frame())
    empty = {
        f"{name}.{column.name}"
        for name, table in frame.tables()
        for column in TABLES[name]
        if table[column.name].isna().all()
    }
    points = {f"{name}.{kind}_points" for name in TABLES for kind in ("bonus", "penalty")}
    assert empty == points, "no points are invented: they would move the grades"
    assert np.isclose(frame.parcels["mean3_output_per_mu"].notna().mean(), 0.95, atol=0.04)
