"""Land under industrial renewal (实施“工改工”) by town and year, and the targets of Zengcheng beside it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.coverage_words import row
from assessment.lists.listing import Json
from assessment.lists.tables import numbers, word_of
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, YES, Truth, all_of, any_of

UNDATED = -1


def renewal_rows(frame: Frame) -> list[Json]:
    """Land renewed by town and year of start; what is not dated comes without a year."""
    land = _land(frame)
    renewed = land[land["renewed"] == YES]
    sums = renewed.groupby(["district", "area", "year"], sort=True)["mu"].sum()
    return [
        row(str(area), str(district), "counted", "renewed", done_mu=mu, **_years(year, year))
        for (district, area, year), mu in zip(sums.index, sums.tolist(), strict=True)
    ]


def target_rows(frame: Frame, policy: Policy) -> list[Json]:
    """Each period's target for the one district it is written for, if that district is in the frame."""
    district = policy.source_of("renewal_targets").district
    land = _land(frame)
    own = land[land["district"] == district]
    if not len(own):
        return []
    return [
        _target(own, district, float(target), *map(int, period.split("-")))
        for period, target in sorted(policy.value("renewal_targets").items())
    ]


def _target(land: pd.DataFrame, district: str, target: float, first: int, last: int) -> Json:
    """Reached by what is dated; out of reach even with all that is unknown; open between."""
    renewed = land["renewed"].to_numpy() == YES
    year = land["year"].to_numpy()
    mu = land["mu"].to_numpy(dtype=np.float64)
    inside = renewed & (year >= first) & (year <= last)
    outside = (year != UNDATED) & ((year < first) | (year > last))
    unknown = ~inside & ~outside & (land["renewed"].to_numpy() != NO)
    unsized = unknown & land["unsized"].to_numpy(dtype=np.bool_)
    done, possible = math.fsum(mu[inside]), math.fsum(mu[unknown])
    short = round(target - done - possible, 9) > 0 and not unsized.any()
    status = "reached" if round(done - target, 9) >= 0 else "short" if short else "open"
    values = {"asked_mu": target, "done_mu": done, "unknown": int(unknown.sum()), "unknown_mu": possible}
    return row(district, district, status, "target", **_years(first, last), **values)


def _land(frame: Frame) -> pd.DataFrame:
    """Each parcel's town, land, whether it is renewed, and in which year its park's renewal began."""
    parcels, parks = frame.parcels, frame.parks
    of_park = parcels["park_id"]
    by_park = all_of(
        [
            word_of(of_park.map(parks["renewal_use"]), "industrial"),
            word_of(of_park.map(parks["renewal_status"]), "under_way", "done"),
        ]
    )
    renewed: Truth = any_of([word_of(parcels["exit"], "industrial_renewal"), by_park])
    mu = numbers(parcels, "land_mu")
    return pd.DataFrame(
        {
            "area": parcels["town_code"].fillna(parcels["district_code"]),
            "district": parcels["district_code"],
            "renewed": renewed,
            "year": _year(of_park.map(parks["renewal_start_year"])),
            "mu": np.nan_to_num(mu),
            "unsized": np.isnan(mu),
        }
    )


def _year(years: pd.Series) -> npt.NDArray[np.int64]:
    return np.asarray(np.nan_to_num(years.to_numpy(dtype=np.float64), nan=UNDATED), dtype=np.int64)


def _years(first: int, last: int) -> dict[str, float | None]:
    return {"from_year": first, "to_year": last} if first != UNDATED else {"from_year": None, "to_year": None}
