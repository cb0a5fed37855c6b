"""Where each input of the ranking comes from (数据状态), as the inventory says it today: what was verified since the run
need not be checked again."""

import numpy as np

from assessment.scoring.rank import IndicatorMatrix
from parks.inventory.models import FigureStatus, ParkBoundary, ParkCondition, ParkYear

CONDITIONS = {
    "pre2000_lowrise_share", "industrial_nearby_ha", "vacancy_share", "metro_distance_m", "centre_distance_km",
    "in_block_share", "planned_industrial_share", "right_holder_count", "consent_share", "lease_years_left",
    "sublease_tiers", "hazards_per_ha", "pollution_cases", "unmet_needs",
}  # fmt: skip
FIGURES = {"output_per_mu", "tax_per_mu"}
LAND = {"area_m2"}
ORDER = {status: place for place, status in enumerate(FigureStatus.values)}


def statuses(matrix: IndicatorMatrix, year: int | None) -> np.ndarray:
    """verified, reported, imputed or unknown per park and indicator (n, k); what sums up many rows (floor area, enterprises,
    procedures) counts as reported."""
    found = np.full(matrix.values.shape, FigureStatus.REPORTED.value, dtype=object)
    columns = np.array([item.column for item in matrix.indicators])
    ids = matrix.index.to_numpy()
    for names, by_park in ((CONDITIONS, _conditions()), (FIGURES, _figures(year)), (LAND, _land())):
        told = np.array(
            [by_park.get(park, FigureStatus.REPORTED.value) for park in ids.tolist()], dtype=object
        )
        found[:, np.isin(columns, list(names))] = told[:, None]
    found[np.isnan(matrix.values)] = "unknown"
    return found


def _conditions() -> dict[int, str]:
    rows = ParkCondition.objects.order_by("as_of").values_list("park_id", "status")
    return dict(rows)


def _figures(year: int | None) -> dict[int, str]:
    """Of several for the year the one that counts."""
    if year is None:
        return {}
    rows = ParkYear.objects.filter(year=year).values_list("park_id", "status")
    return dict(sorted(rows, key=lambda row: -ORDER[row[1]]))


def _land() -> dict[int, str]:
    surveyed = ParkBoundary.objects.filter(kind="surveyed").values_list("park_id", flat=True)
    return dict.fromkeys(surveyed, FigureStatus.VERIFIED.value)
