"""Facets (分面统计) of a filter: how many parks, how much land, and how they spread, out of the columns in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from parks.selections.columns import Mask, Numbers, ParkColumns, current_columns, mu
from parks.selections.masks import Masks, cleaned

BINS: dict[str, Sequence[float]] = {
    "area_mu": (0, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 225, 300, 450, 600, 800),
    "far": (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3),
    "output_per_mu": (0, 10, 20, 40, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 800),
    "tax_per_mu": (0, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50),
    "procedure_share": (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
    "priority": (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100),
}
"""Edges of the histograms, the outermost bins open: a handle that rests on them means no bound."""


def facets(scope: Sequence[str], filters: Mapping[str, Any], *, include_ids: bool = False) -> dict[str, Any]:
    """Counts, weighted figures, facets and histograms of the parks inside the scope that pass the filters."""
    _, parks = current_columns()
    masks = Masks(parks, parks.within(scope), cleaned(filters))
    selected = masks.selected
    found = {
        "count": int(selected.sum()),
        "total": int(masks.visible.sum()),
        **_figures(parks, selected),
        "by": {
            **{name: words.counts(masks.lifted(name)) for name, words in parks.words.items()},
            "district": _present(parks.districts.counts(masks.lifted("district"))),
            "town": _present(parks.towns.counts(masks.lifted("town"))),
        },
        "histograms": {name: _histogram(parks, masks, name) for name in BINS},
    }
    return {**found, "ids": parks.ids[selected].tolist()} if include_ids else found


def _present(counts: dict[str, int]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if count}


def _figures(parks: ParkColumns, selected: Mask) -> dict[str, float | None]:
    """Totals, and means weighted by land area over the parks where the figure is known."""
    area = parks.numbers["area_m2"][selected]
    gfa = parks.numbers["gfa_m2"][selected]
    known = ~np.isnan(gfa)
    land = float(area[known].sum())
    weighted = {
        name: _weighted(parks.numbers[name][selected], area)
        for name in ("output_per_mu", "tax_per_mu", "procedure_share")
    }
    return {
        "area_mu": float(np.nansum(mu(area))),
        "gfa_m2": float(gfa[known].sum()),
        "far": float(gfa[known].sum()) / land if land else None,
        **weighted,
    }


def _weighted(values: Numbers, weights: Numbers) -> float | None:
    known = ~np.isnan(values) & ~np.isnan(weights)
    total = float(weights[known].sum())
    return float((values[known] * weights[known]).sum()) / total if total else None


def _histogram(parks: ParkColumns, masks: Masks, name: str) -> dict[str, list[Any]]:
    values = mu(parks.numbers["area_m2"]) if name == "area_mu" else parks.numbers[name]
    edges = np.array(BINS[name])
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    known = ~np.isnan(values)

    def count(mask: Mask) -> list[int]:
        return np.bincount(bins[mask & known], minlength=len(edges) - 1).tolist()

    return {"edges": edges.tolist(), "counts": count(masks.lifted(name)), "selected": count(masks.selected)}
