"""层数 against the building area: what so many storeys can hold on the land (建筑密度), and what one storey is at least."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.building_facts import total_floor_area
from parks.surveys.checks.context import Context
from parks.surveys.checks.floor_area import REJECT_ABOVE
from parks.surveys.checks.ranges import STOREYS
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

BEYOND = Rule(
    "storeys.too-few", Severity.NEEDS_REASON,
    "建筑面积 {gfa:,.0f} m² 大于图形面积 {land:,.0f} m² × {storeys:.0f} 层，即建筑密度达 {coverage:.0%}，请核对层数和建筑面积的单位",
    "{gfa:,.0f} m² of building exceed {land:,.0f} m² of land × {storeys:.0f} storeys, a site coverage of {coverage:.0%}; check the storeys and the area's unit",
)  # fmt: skip
TINY = Rule(
    "storeys.too-many", Severity.NEEDS_REASON,
    "建筑面积 {gfa:,.1f} m² 分摊到 {storeys:.0f} 层，每层只有 {each:,.1f} m²，请核对层数和建筑面积的单位",
    "{gfa:,.1f} m² of building over {storeys:.0f} storeys leave {each:,.1f} m² each; check the storeys and the area's unit",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    """Where the file gives both, and neither is impossible by itself."""
    sheet = context.sheet
    storeys, gfa = sheet.numbers("storeys"), total_floor_area(context)
    with np.errstate(invalid="ignore", divide="ignore"):
        storeys = np.where((storeys >= 1) & (storeys <= STOREYS[1]) & (storeys % 1 == 0), storeys, np.nan)
        land = np.where(context.measurable, context.area_m2, np.nan)
        coverage, each = gfa / (land * storeys), gfa / storeys
        beyond = (coverage > tolerance("coverage_most") + tolerance("coverage_slack")) & (
            gfa / land <= REJECT_ABOVE
        )
        tiny = (gfa > 0) & (each < tolerance("storey_least_m2"))
    header = sheet.header("storeys")
    for i in np.flatnonzero(beyond):
        said = {"gfa": gfa[i], "land": land[i], "storeys": storeys[i], "coverage": coverage[i]}
        yield BEYOND.at(sheet.rows[i], header, f"{storeys[i]:.0f}", **said)
    for i in np.flatnonzero(tiny):
        said = {"gfa": gfa[i], "storeys": storeys[i], "each": each[i]}
        yield TINY.at(sheet.rows[i], header, f"{storeys[i]:.0f}", **said)
