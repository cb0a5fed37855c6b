"""What a row says of the buildings (建筑) on its parcel, beside the latest stored fact of each legality."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.surveys.checks.context import Context

LEGALITY = {
    "gfa_legal_m2": "legal",
    "gfa_illegal_pre2009_m2": "illegal_pre2009",
    "gfa_illegal_post2009_m2": "illegal_post2009",
}
PARTS = tuple(LEGALITY)
DETAILS = ("storeys", "built_year")
"""One cell for all buildings of a row: it completes the parts that the row names, or all stored ones if it names none."""
SAME_AREA_M2 = 0.005


@dataclass(frozen=True)
class Part:
    """Rows of one legality. `remeasured`: a floor area that is new or another than the stored one; `completed`: detail →
    rows where it is; `stored_on`: day of the stored fact, None where there is none."""

    field: str
    remeasured: np.ndarray
    completed: dict[str, np.ndarray]
    stored_on: np.ndarray

    @property
    def changed(self) -> np.ndarray:
        return np.asarray(self.remeasured | np.logical_or.reduce(list(self.completed.values())), dtype=bool)


def parts(context: Context) -> list[Part]:
    return list(_parts(context))


def _parts(context: Context) -> Iterator[Part]:
    values = context.sheet.values
    silent = values[list(PARTS)].isna().all(axis=1).to_numpy()
    for field, legality in LEGALITY.items():
        now, before = values[field].to_numpy(dtype=float), context.numbers_of_stored(field)
        said, known = np.isfinite(now), np.isfinite(before)
        concerned = said | (silent & known)
        yield Part(
            field=field,
            remeasured=(said & ~known) | apart(now, before),
            completed={
                name: concerned & _other(values[name], context.numbers_of_stored(f"{legality}_{name}"))
                for name in DETAILS
            },
            stored_on=context.of_stored(f"{legality}_as_of"),
        )


def apart(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Areas of which both are known and differ by more than rounding."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(now - before) > SAME_AREA_M2)


def _other(said: pd.Series, before: np.ndarray) -> np.ndarray:
    now = said.to_numpy(dtype=float)
    return np.asarray(np.isfinite(now) & (now != before), dtype=bool)


def total_floor_area(context: Context) -> np.ndarray:
    """m² of all buildings of each row: the total, or the sum of its parts where that is more."""
    return np.asarray(np.fmax(sum_of_parts(context), context.sheet.numbers("gfa_m2")))


def sum_of_parts(context: Context) -> np.ndarray:
    """NaN where no part is given, or a negative one, of which `ranges` tells."""
    parts = context.sheet.values[list(PARTS)].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        unknown = np.isnan(parts).all(axis=1) | (parts < 0).any(axis=1)
    return np.where(unknown, np.nan, np.nansum(parts, axis=1))


def nowhere_to_store(context: Context) -> np.ndarray:
    """Rows with storeys or a year but no floor area, neither in the file nor stored, that these could belong to."""
    values = context.sheet.values
    built = values[list(PARTS)].notna().any(axis=1).to_numpy()
    for field in PARTS:
        built = built | np.isfinite(context.numbers_of_stored(field))
    return np.asarray(values[list(DETAILS)].notna().any(axis=1).to_numpy() & ~built, dtype=bool)
