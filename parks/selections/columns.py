"""All parks as columns in memory, one frame per state of the data: what facets and selections count over."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import F

from parks.appraisals.querysets import result_relation
from parks.inventory.filters import M2_PER_MU, edge_of
from parks.inventory.frames import snapshot
from parks.inventory.models import Park
from parks.selections.filters import NAMES, ParkFilter, ascii_upper
from parks.selections.state import DataMovedError, State

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

KEYS = ("pk", "area_id")
NUMBERS = {
    "area_m2": "summary__area_m2",
    "gfa_m2": "summary__gfa_m2",
    "far": "summary__far",
    "output_per_mu": "summary__output_per_mu",
    "tax_per_mu": "summary__tax_per_mu",
    "procedure_share": "summary__procedure_share",
    "metro_m": "summary__metro_distance_m",
    "priority": "result__priority",
}
WORDS = {
    "tenure": "tenure",
    "procedure": "summary__procedure",
    "grade": "result__grade",
    "mode": "result__mode",
}
EDGES = ("XMin", "YMin", "XMax", "YMax")


@dataclass(frozen=True)
class Words:
    """A column of known words: each park's position in `labels`, of which `none` stands for a missing value."""

    labels: Sequence[str]
    positions: npt.NDArray[np.intp]

    @classmethod
    def of(cls, values: Iterable[str | None], labels: Sequence[str]) -> "Words":
        place = {label: position for position, label in enumerate(labels)}
        return cls(labels, np.array([place[value or "none"] for value in values], dtype=np.intp))

    def among(self, wanted: Iterable[str]) -> Mask:
        flags = np.isin(np.array(self.labels), list(wanted))
        return flags[self.positions]

    def counts(self, mask: Mask) -> dict[str, int]:
        numbers = np.bincount(self.positions[mask], minlength=len(self.labels))
        return dict(zip(self.labels, numbers.tolist(), strict=True))


@dataclass(frozen=True)
class ParkColumns:
    """One row per park, best rank first; NaN is unknown."""

    ids: npt.NDArray[np.int64]
    areas: npt.NDArray[np.str_]
    names: Sequence[tuple[str, ...]]
    """What `q` looks into, in capitals."""
    numbers: dict[str, Numbers]
    words: dict[str, Words]
    boxes: Numbers

    @cached_property
    def districts(self) -> Words:
        return self._areas_of(6)

    @cached_property
    def towns(self) -> Words:
        return self._areas_of(9)

    def _areas_of(self, digits: int) -> Words:
        labels, positions = np.unique(self.areas.astype(f"U{digits}"), return_inverse=True)
        return Words(labels.tolist(), positions)

    def within(self, codes: Iterable[str]) -> Mask:
        """Parks whose area code starts with any of these."""
        mask = np.zeros(len(self.ids), dtype=bool)
        for code in codes:
            mask |= np.char.startswith(self.areas, code)
        return mask


def current_columns() -> tuple[State, ParkColumns]:
    """The columns as of now, with the state they truly show."""
    while True:
        state = State.current()
        with suppress(DataMovedError):
            return state, columns_at(state)


@lru_cache(maxsize=2)
def columns_at(state: State) -> ParkColumns:
    with snapshot():
        if State.current() != state:
            raise DataMovedError
        return _columns(list(_rows(state.appraisal)))


def _columns(rows: Sequence[tuple[Any, ...]]) -> ParkColumns:
    width = sum(map(len, (KEYS, NAMES, NUMBERS, WORDS, EDGES)))
    columns: Iterator[Sequence[Any]] = iter(zip(*rows, strict=True) if rows else [()] * width)
    (ids, areas), names, numbers, words, edges = (
        list(islice(columns, len(group))) for group in (KEYS, NAMES, NUMBERS, WORDS, EDGES)
    )
    return ParkColumns(
        ids=np.array(ids, dtype=np.int64),
        areas=np.array(areas, dtype="U12"),
        names=[tuple(map(ascii_upper, each)) for each in zip(*names, strict=True)],
        numbers={name: _numbers(values) for name, values in zip(NUMBERS, numbers, strict=True)},
        words={name: _words(name, values) for name, values in zip(WORDS, words, strict=True)},
        boxes=np.array([_numbers(edge) for edge in edges]),
    )


def _rows(appraisal: int | None) -> Iterable[tuple[Any, ...]]:
    edges = {edge: edge_of("summary__geometry", edge) for edge in EDGES}
    return (
        Park.objects.annotate(result=result_relation(appraisal), **edges)
        .order_by(F("result__rank").asc(nulls_last=True), "code")
        .values_list(*KEYS, *NAMES, *NUMBERS.values(), *WORDS.values(), *EDGES)
    )


def _numbers(values: Sequence[float | None]) -> Numbers:
    return np.array(values, dtype=np.float64)


def _words(name: str, values: Sequence[str | None]) -> Words:
    return Words.of(values, ParkFilter.base_filters[name].words)


def mu(area_m2: Numbers) -> Numbers:
    return area_m2 / M2_PER_MU
