"""The park filter over columns: one mask per criterion, so that each facet can be counted with its own lifted."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from rest_framework.exceptions import ValidationError

from parks.inventory.filters import M2_PER_MU
from parks.inventory.models import Park
from parks.selections.columns import Mask, ParkColumns
from parks.selections.filters import ParkFilter, ascii_upper

Criterion = Callable[[ParkColumns, Any], Mask]


def cleaned(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters' parsed values, empty ones left out. Raises ValidationError naming each wrong filter."""
    form = ParkFilter(filters, queryset=Park.objects.none()).form
    if not form.is_valid():
        raise ValidationError(form.errors)
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "", [])}


def _at_least(column: str, factor: float = 1.0) -> Criterion:
    return lambda parks, bound: parks.numbers[column] >= float(bound) * factor


def _at_most(column: str, factor: float = 1.0) -> Criterion:
    return lambda parks, bound: parks.numbers[column] <= float(bound) * factor


def _among(column: str) -> Criterion:
    return lambda parks, words: parks.words[column].among(words)


def _inside(parks: ParkColumns, codes: list[str]) -> Mask:
    return parks.within(codes)


def _named(parks: ParkColumns, text: str) -> Mask:
    wanted = ascii_upper(text)
    found = (any(wanted in name for name in each) for each in parks.names)
    return np.fromiter(found, dtype=bool, count=len(parks.names))


def _meeting(parks: ParkColumns, box: Any) -> Mask:
    west, south, east, north = box.extent
    xmin, ymin, xmax, ymax = parks.boxes
    return (xmin <= east) & (xmax >= west) & (ymin <= north) & (ymax >= south)


def _listed(parks: ParkColumns, ids: list[Any]) -> Mask:
    return np.isin(parks.ids, [int(each) for each in ids])


RANGES = {
    "area_mu": ("area_m2", M2_PER_MU),
    "far": ("far", 1.0),
    "output_per_mu": ("output_per_mu", 1.0),
    "tax_per_mu": ("tax_per_mu", 1.0),
    "procedure_share": ("procedure_share", 1.0),
    "priority": ("priority", 1.0),
    "metro_m": ("metro_m", 1.0),
}
CRITERIA: dict[str, Criterion] = {
    **{f"{name}_min": _at_least(column, factor) for name, (column, factor) in RANGES.items()},
    **{f"{name}_max": _at_most(column, factor) for name, (column, factor) in RANGES.items()},
    **{name: _among(name) for name in ("tenure", "procedure", "grade", "mode")},
    **dict.fromkeys(("district", "town", "village"), _inside),
    "q": _named,
    "bbox": _meeting,
    "ids": _listed,
}


class Masks:
    """Which parks each facet's filter lets through; both bounds of a measure are one facet."""

    def __init__(self, parks: ParkColumns, visible: Mask, filters: Mapping[str, Any]) -> None:
        self._failed: dict[str, Mask] = {}
        self.visible = visible
        for name, value in filters.items():
            facet = name.removesuffix("_min").removesuffix("_max")
            failed = ~CRITERIA[name](parks, value)
            self._failed[facet] = self._failed.get(facet, False) | failed
        self._failures = sum((each.astype(np.int16) for each in self._failed.values()), start=np.int16(0))

    @property
    def selected(self) -> Mask:
        return self.visible & (self._failures == 0)

    def lifted(self, facet: str) -> Mask:
        """What would be selected without this facet's own filter."""
        return self.visible & (self._failures - self._failed.get(facet, np.int16(0)) == 0)
