"""How many of the enterprises that ought to be evaluated by a year were (评价覆盖面), by town."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.coverage_words import STAGES, row
from assessment.lists.listing import Json
from assessment.lists.tables import chosen, flag_of, numbers
from assessment.policy.model import Policy
from assessment.rules.gates import holds
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, all_of

ALL, NONE = 1.0, 0.0
DISTRICT_DIGITS = 6
Figures = npt.NDArray[np.int64] | npt.NDArray[np.float64]


def evaluation_rows(
    frame: Frame, results: pd.DataFrame, town_of_park: pd.Series, policy: Policy
) -> list[Json]:
    """For every stage and town: enterprises asked for, evaluated (graded) and unknown, and their land."""
    firms = frame.enterprises
    towns = firms["park_id"].map(town_of_park).astype("object")
    area = towns.where(towns.notna(), firms["district_code"])
    place, names = pd.factorize(area, sort=True)
    land = np.nan_to_num(numbers(firms, "land_mu"))
    graded = results["grade"].notna().to_numpy()
    years = policy.value("coverage_years")
    rows: list[Json] = []
    for stage, asked in _asked(frame, policy).items():
        wanted, unknown = asked == YES, asked == UNKNOWN
        masks = {"asked": wanted, "done": wanted & graded, "unknown": unknown}
        figures = {name: np.bincount(place[mask], minlength=len(names)) for name, mask in masks.items()}
        figures |= {
            f"{name}_mu": np.bincount(place[mask], weights=land[mask], minlength=len(names))
            for name, mask in masks.items()
        }
        rows += _stage_rows([str(name) for name in names], figures, stage, float(years[stage]))
    return rows


def _asked(frame: Frame, policy: Policy) -> dict[str, Truth]:
    firms = frame.enterprises
    block = firms["park_id"].map(frame.parks["in_block_share"]).to_numpy(dtype=np.float64)
    # a park that lies partly in a block says nothing about any one of its enterprises
    in_block = np.select([block == ALL, block == NONE], [YES, NO], default=UNKNOWN).astype(np.int8)
    land = numbers(firms, "land_mu")
    large = holds(land, ">=", np.full(len(firms), policy.number("coverage_land_min")))
    return dict(
        zip(STAGES, (flag_of(firms["above_scale"]), all_of([in_block, large]), in_block), strict=True)
    )


def _stage_rows(areas: list[str], figures: Mapping[str, Figures], stage: str, year: float) -> list[Json]:
    """One that was left out is enough to be short; otherwise what is unknown keeps the answer open."""
    left_out, unknown = figures["done"] < figures["asked"], figures["unknown"] > 0
    status = chosen([left_out, unknown], ["short", "open"], "reached")
    concerned = np.flatnonzero((figures["asked"] > 0) | unknown).tolist()
    return [
        row(
            areas[place],
            areas[place][:DISTRICT_DIGITS],
            str(status[place]),
            stage,
            to_year=year,
            **{name: float(values[place]) for name, values in figures.items()},
        )
        for place in concerned
    ]
