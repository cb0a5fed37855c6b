"""容积率 as the file gives it, against building area ÷ land area of the same row."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.building_facts import total_floor_area
from parks.surveys.checks.context import Context
from parks.surveys.checks.floor_area import REJECT_ABOVE
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

DIFFERS = Rule(
    "far.differs", Severity.NEEDS_REASON,
    "容积率填 {given:.2f}，按建筑面积 {gfa:,.0f} m² ÷ 图形面积 {land:,.0f} m² 应为 {computed:.2f}；容积率不入库",
    "The plot ratio says {given:.2f}; {gfa:,.0f} m² of building over {land:,.0f} m² of land make {computed:.2f}; the ratio itself is not stored",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    """Ratios beyond the possible are said by `floor_area`."""
    sheet = context.sheet
    given, gfa = sheet.numbers("far"), total_floor_area(context)
    land = np.where(context.measurable, context.area_m2, np.nan)
    computed = gfa / land
    allowed = np.fmax(tolerance("far_share") * computed, tolerance("far_least"))
    with np.errstate(invalid="ignore"):
        differs = (np.abs(given - computed) > allowed + 1e-9) & (np.fmax(given, computed) <= REJECT_ABOVE)
    for i in np.flatnonzero(differs):
        said = {"given": given[i], "gfa": gfa[i], "land": land[i], "computed": computed[i]}
        yield DIFFERS.at(sheet.rows[i], sheet.header("far"), f"{given[i]:g}", **said)
