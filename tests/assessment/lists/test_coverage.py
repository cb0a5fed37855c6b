"""Coverage and targets (增城征求意见稿 一（三）): at, above and below, and what is unknown."""

import pandas as pd
import pytest

from assessment.frame import canonical
from assessment.lists import coverage
from tests.assessment.frames import frame_of, policy

ZENGCHENG = {"district_code": "440118"}


def rows_of(reason: str, parks=None, parcels=None, firms=None, grades=(), **overrides) -> list[dict]:
    frame = canonical(frame_of(parks or [ZENGCHENG], parcels, firms))
    results = {
        "enterprises": pd.DataFrame({"grade": list(grades)}, index=frame.enterprises.index, dtype=object)
    }
    names = [item["name"] for item in coverage.INPUTS]
    return [
        {**row, **dict(zip(names, row["evidence"]["values"], strict=True))}
        for row in coverage.judge(frame, policy(**overrides), results).rows
        if row["reasons"] == [reason]
    ]


def firms(*rows: dict) -> list[dict]:
    return [{**ZENGCHENG, "land_mu": 10.0, **row} for row in rows]


def test_all_above_scale_by_2023():
    big = firms({"above_scale": True}, {"above_scale": True, "land_mu": 4.0}, {"above_scale": False})
    (row,) = rows_of("above_scale", firms=big, grades=["A", "B", None])
    assert (row["status"], row["to_year"], row["area"]) == ("reached", 2023, "440118")
    assert (row["asked"], row["done"], row["asked_mu"], row["done_mu"]) == (2, 2, 14, 14)
    (row,) = rows_of("above_scale", firms=big, grades=["A", None, "A"])
    assert (row["status"], row["done"], row["done_mu"]) == ("short", 1, 10)


def test_unknown_scale_keeps_the_answer_open():
    (row,) = rows_of("above_scale", firms=firms({"above_scale": True}, {}), grades=["A", None])
    assert (row["status"], row["asked"], row["unknown"], row["unknown_mu"]) == ("open", 1, 1, 10)


@pytest.mark.parametrize(("land", "asked"), [(10.0, 1), (9.99, 0)])
def test_in_a_block_on_10_mu_or_more_by_2024(land, asked):
    found = rows_of(
        "in_block_large",
        parks=[{**ZENGCHENG, "in_block_share": 1.0}],
        firms=firms({"land_mu": land}),
        grades=["A"],
    )
    assert [(row["asked"], row["to_year"]) for row in found] == [(1, 2024)] * asked


@pytest.mark.parametrize(("share", "status"), [(1.0, "reached"), (0.5, "open"), (None, "open"), (0.0, None)])
def test_all_in_a_block_by_2025(share, status):
    park = {**ZENGCHENG, **({} if share is None else {"in_block_share": share})}
    found = rows_of("in_block", parks=[park], firms=firms({"land_mu": 1.0}), grades=["C"])
    assert [row["status"] for row in found] == ([] if status is None else [status])


def test_an_enterprise_is_counted_in_the_town_of_its_park():
    parcels = [{**ZENGCHENG, "town_code": "440118101"}, {**ZENGCHENG, "town_code": "440118101"}]
    (row,) = rows_of("above_scale", parcels=parcels, firms=firms({"above_scale": True}), grades=["A"])
    assert row["area"] == "440118101"
    parcels[1]["town_code"] = "440118102"
    (row,) = rows_of("above_scale", parcels=parcels, firms=firms({"above_scale": True}), grades=["A"])
    assert row["area"] == "440118"


RENEWED = {
    **ZENGCHENG,
    "renewal_use": "industrial",
    "renewal_status": "under_way",
    "renewal_start_year": 2022,
}


def land(mu: float | None, **columns: object) -> dict:
    return {
        **ZENGCHENG,
        "town_code": "440118101",
        "exit": "none",
        **({} if mu is None else {"land_mu": mu}),
        **columns,
    }


def test_renewed_land_by_town_and_year():
    found = rows_of(
        "renewed", parks=[RENEWED], parcels=[land(30), land(12.5), land(8, town_code="440118102")]
    )
    assert [(row["area"], row["from_year"], row["done_mu"], row["status"]) for row in found] == [
        ("440118101", 2022, 42.5, "counted"),
        ("440118102", 2022, 8, "counted"),
    ]


def test_a_single_parcel_may_be_renewed_and_is_undated_without_its_parks_year():
    (row,) = rows_of("renewed", parcels=[land(30, exit="industrial_renewal"), land(5)])
    assert (row["done_mu"], row["from_year"], row["to_year"]) == (30, None, None)


@pytest.mark.parametrize(("mu", "status"), [(1000.0, "reached"), (999.9, "short")])
def test_the_target_of_2022(mu, status):
    first, second = rows_of("target", parks=[RENEWED], parcels=[land(mu)])
    assert (first["from_year"], first["to_year"], first["asked_mu"]) == (2022, 2022, 1000)
    assert (first["status"], first["done_mu"]) == (status, mu)
    assert (second["from_year"], second["to_year"], second["asked_mu"]) == (2023, 2025, 5000)
    assert (second["status"], second["done_mu"]) == ("short", 0)


@pytest.mark.parametrize(
    ("year", "first", "second"),
    [(2023, "short", "reached"), (2025, "short", "reached"), (2026, "short", "short")],
)
def test_a_period_includes_its_first_and_last_year(year, first, second):
    found = rows_of("target", parks=[{**RENEWED, "renewal_start_year": year}], parcels=[land(5000)])
    assert [row["status"] for row in found] == [first, second]


def test_undated_renewal_keeps_a_target_open_that_it_could_meet():
    undated = {key: value for key, value in RENEWED.items() if key != "renewal_start_year"}
    found = rows_of("target", parks=[undated], parcels=[land(1500)])
    assert [(row["status"], row["unknown"], row["unknown_mu"]) for row in found] == [
        ("open", 1, 1500),
        ("short", 1, 1500),
    ]


@pytest.mark.parametrize(("mu", "status"), [(400.0, "open"), (399.9, "short")])
def test_what_is_done_and_what_is_undated_may_together_meet_a_target(mu, status):
    undated = {key: value for key, value in RENEWED.items() if key != "renewal_start_year"}
    parcels = [land(600, park_id=1), land(mu, park_id=2)]
    first = rows_of("target", parks=[RENEWED, undated], parcels=parcels)[0]
    assert (first["asked_mu"], first["done_mu"], first["unknown_mu"]) == (1000, 600, mu)
    assert first["status"] == status


def test_land_of_unknown_size_keeps_every_target_open():
    undated = {key: value for key, value in RENEWED.items() if key != "renewal_start_year"}
    assert [row["status"] for row in rows_of("target", parks=[undated], parcels=[land(None)])] == [
        "open",
        "open",
    ]


def test_only_the_drafts_own_district_has_targets():
    other = {**RENEWED, "district_code": "440111"}
    parcel = {**land(2000), "district_code": "440111", "town_code": "440111113"}
    assert rows_of("target", parks=[other], parcels=[parcel]) == []
    assert len(rows_of("renewed", parks=[other], parcels=[parcel])) == 1


def test_the_targets_are_policy():
    (row,) = rows_of("target", parks=[RENEWED], parcels=[land(40)], renewal_targets={"2022-2023": 40})
    assert (row["status"], row["asked_mu"], row["to_year"]) == ("reached", 40, 2023)
