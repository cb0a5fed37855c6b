"""Dated records and guideline tables: vocabularies, constraints, history."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from assessment.columns import TABLES
from parks.inventory.models import agreements, idle_land, inefficiency, needs, parcels, schemes, situations
from tests.factories import inventory as make
from tests.parks.inventory.models.test_constraints import refused

pytestmark = pytest.mark.django_db

WORDS = {column.name: column.words for columns in TABLES.values() for column in columns if column.words}
CHOICES = {
    "tenure": parcels.ParcelTenure,
    "renewal_use": situations.RenewalUse,
    "renewal_status": situations.RenewalStatus,
    "land_route": situations.LandRoute,
    "village_feasibility": situations.VillageFeasibility,
    "village_land": situations.VillageLand,
    "tax_class": situations.TaxClass,
    "scheme_path": schemes.SchemePath,
    "agreement": agreements.AgreementKind,
    "idle_cause": idle_land.IdleCause,
    "exemption": inefficiency.Exemption,
    "exit": inefficiency.Exit,
    **{f"need_{item}": needs.NeedState for item in needs.ITEMS},
}
DERIVED = {"ownership", "main_use"}
"""Said in the park's own words and translated by frame_parks.sql."""

FACTORIES = [
    make.SituationFactory,
    make.NeedsFactory,
    make.SchemeFactory,
    make.AgreementFactory,
    make.IdleLandFactory,
    make.InefficiencyFactory,
]


def test_the_assessment_knows_the_same_words() -> None:
    assert {name: set(choices.values) for name, choices in CHOICES.items()} == {
        name: set(words) for name, words in WORDS.items() if name not in DERIVED
    }


@pytest.mark.parametrize("factory", FACTORIES)
def test_one_record_a_day_and_status(factory: Any) -> None:
    record = factory()
    owner = "park" if hasattr(record, "park_id") else "parcel"
    same = {owner: getattr(record, owner)}
    factory(**same, status="verified")
    factory(**same, as_of=dt.date(2024, 1, 1))
    refused("one_per_day_and_status", lambda: factory(**same))
    refused("status_known", lambda: factory(**same, status="guessed"))


@pytest.mark.parametrize("factory", [*FACTORIES, make.GuidelineEditionFactory, make.IndustryGuidelineFactory])
def test_every_change_is_in_the_history(factory: Any) -> None:
    row = factory()
    type(row).objects.filter(pk=row.pk).update(source=make.SourceFactory(title="复核")) if hasattr(
        row, "source_id"
    ) else type(row).objects.filter(pk=row.pk).update(output_yuan_per_mu=1)
    row.delete()
    events = type(row).pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(events) == ["insert", "update", "delete"]


@pytest.mark.parametrize(
    ("factory", "facts", "constraint"),
    [
        (make.SituationFactory, {"tax_class": "rural"}, "situation_tax_class_known"),
        (make.SituationFactory, {"renewal_start_year": 1066}, "situation_renewal_start_year_plausible"),
        (make.SituationFactory, {"area_vacancy_share": 1.2}, "situation_area_vacancy_share_share"),
        (make.SituationFactory, {"assembly_cost_yuan_per_mu": -1}, "situation_assembly_cost_yuan_per_mu"),
        (make.NeedsFactory, {"green": "some"}, "needs_green_known"),
        (make.SchemeFactory, {"path": "flyover"}, "scheme_path_known"),
        (make.SchemeFactory, {"industry": "39"}, "scheme_industry_format"),
        (make.SchemeFactory, {"irr": -1.01}, "scheme_irr_least"),
        (make.SchemeFactory, {"self_hold_share": 1.01}, "scheme_self_hold_share_share"),
        (make.SchemeFactory, {"contiguous_m2": -1}, "scheme_contiguous_m2_not_negative"),
        (make.AgreementFactory, {"kind": "oral"}, "agreement_kind_known"),
        (make.AgreementFactory, {"relief_share": 0.8}, "agreement_relief_share_founded"),
        (
            make.AgreementFactory,
            {"relief_share": 1.8, "relief_document": "x"},
            "agreement_relief_share_share",
        ),
        (make.IdleLandFactory, {"cause": "weather"}, "idle_cause_known"),
        (make.IdleLandFactory, {"stopped_on": dt.date(2024, 1, 1)}, "idle_stopped_on_founded"),
        (
            make.IdleLandFactory,
            {"stopped_on": dt.date(2024, 1, 1), "work_stopped": False},
            "idle_stopped_on_founded",
        ),
        (make.InefficiencyFactory, {"exemption": "friend"}, "inefficiency_exemption_known"),
        (make.InefficiencyFactory, {"exit": "moved"}, "inefficiency_exit_known"),
        (make.IndustryGuidelineFactory, {"industry": "C1"}, "guideline_industry_format"),
        (make.IndustryGuidelineFactory, {"tax_yuan_per_mu": -1}, "guideline_tax_yuan_per_mu_not_negative"),
        (make.ParcelFactory, {"granted_year": 1900}, "parcel_granted_year_plausible"),
        (make.EnterpriseFactory, {"operating_since": 1800}, "enterprise_operating_since_plausible"),
        (make.ParcelYearFactory, {"electricity_kwh": -1}, "parcel_year_electricity_kwh_not_negative"),
        (make.ParkYearFactory, {"emission_equivalents": -1}, "park_year_emission_equivalents_not_negative"),
    ],
)
def test_what_cannot_be_is_refused(factory: Any, facts: dict[str, Any], constraint: str) -> None:
    refused(constraint, lambda: factory(**facts))


def test_an_edition_names_an_industry_once_and_starts_on_a_day_of_its_own() -> None:
    row = make.IndustryGuidelineFactory()
    refused("guideline_one_per_industry", lambda: make.IndustryGuidelineFactory(edition=row.edition))
    refused("valid_from", lambda: make.GuidelineEditionFactory(valid_from=row.edition.valid_from))


def test_every_fact_of_a_record_may_be_missing() -> None:
    for factory in FACTORIES:
        factory().full_clean()


def test_no_table_of_the_inventory_is_without_history_unnoticed() -> None:
    untracked = {
        model._meta.model_name
        for model in apps.get_app_config("inventory").get_models()
        if not hasattr(model, "pgh_event_model") and not hasattr(model, "pgh_tracked_model")
    }
    assert untracked == {"adminarea", "datarevision", "parksummary", "source"}
    assert "inventory_agreementevent" in connection.introspection.table_names()
