"""Agreements, idle land and the inefficient list as the assessment reads them."""

import datetime as dt
from typing import Any

import pytest

from tests.factories import inventory as make
from tests.parks.inventory.test_frame_inputs import close, plain, row_of

pytestmark = pytest.mark.django_db


def test_land_and_agreement_of_a_parcel() -> None:
    parcel = make.ParcelFactory(in_block=True, granted_year=2011)
    make.AgreementFactory(
        parcel=parcel,
        kind="explicit",
        output_yuan_per_mu=8e6,
        tax_yuan_per_mu=5e5,
        investment_yuan_per_mu=3e6,
        invested_yuan=7.5e6,
        relief_share=0.8,
        relief_document="增府复〔2024〕1号",
        ever_performed=True,
        self_use_share=0.25,
    )
    row = row_of("parcels", parcel.pk)
    assert (row.town_code, row.tenure, bool(row.in_block), row.granted_year) == (
        "440111113",
        "collective",
        True,
        2011,
    )
    assert (row.agreement, row.agreed_output_per_mu, row.agreed_tax_per_mu) == ("explicit", 800, 50)
    assert (row.agreed_investment_per_mu, row.investment_per_mu) == (300, close(200))
    assert (row.relief_share, plain(row.rectified), bool(row.ever_performed)) == (0.8, None, True)
    assert (row.self_use_share, plain(row.in_production)) == (0.25, None)


def test_a_park_of_a_district_has_no_town() -> None:
    parcel = make.ParcelFactory(park__area=make.DistrictFactory())
    assert plain(row_of("parcels", parcel.pk).town_code) is None


@pytest.mark.parametrize(
    ("facts", "idle_years", "stopped_years"),
    [
        ({"agreed_start": "2024-07-01", "construction_started": False}, 1, None),
        ({"agreed_start": "2024-07-02", "construction_started": False}, pytest.approx(0.99, abs=0.01), None),
        ({"agreed_start": "2026-01-01", "construction_started": False}, 0, None),
        ({"agreed_start": "2020-01-01", "construction_started": True, "work_stopped": False}, 0, 0),
        ({"construction_started": True, "work_stopped": True, "stopped_on": "2023-07-01"}, 0, 2),
        ({"construction_started": True, "work_stopped": True}, 0, None),
        ({"agreed_start": "2020-01-01"}, None, None),
        ({"construction_started": False}, None, None),
    ],
)
def test_idle_years_grow_with_the_day(facts: dict[str, Any], idle_years: Any, stopped_years: Any) -> None:
    idle = make.IdleLandFactory(
        cause="enterprise", land_price_yuan=5e6, direct_loss_yuan=3e5, invested_share=0.2, **facts
    )
    row = row_of("parcels", idle.parcel_id)
    assert [plain(row.idle_years), plain(row.stopped_years)] == [idle_years, stopped_years]
    assert (row.idle_cause, row.land_price_wan_yuan, row.invested_share) == ("enterprise", 500, 0.2)
    assert row.direct_loss_wan_yuan == 30


PAPERS = {
    "exemption": "chain_leader",
    "exemption_document": "府函〔2024〕3号",
    "reviewer": "李某",
    "reviewed_on": dt.date(2024, 5, 1),
}


@pytest.mark.parametrize(
    ("changed", "documented"),
    [
        ({}, True),
        ({"exemption_document": ""}, False),
        ({"reviewer": ""}, False),
        ({"reviewed_on": None}, False),
        ({"exemption": "none"}, False),
        ({"exemption": None}, None),
    ],
)
def test_an_exemption_needs_document_reviewer_and_date(
    changed: dict[str, Any], documented: bool | None
) -> None:
    found = make.InefficiencyFactory(designated=True, exit="buy_back", **PAPERS | changed)
    row = row_of("parcels", found.parcel_id)
    assert plain(row.exemption_documented) == documented
    assert (bool(row.government_designated), plain(row.illegal_use), row.exit) == (True, None, "buy_back")
