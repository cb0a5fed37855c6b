"""Where rows lie: inside the city, and inside the uploader's scope (数据范围)."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

OUTSIDE_CITY = Rule(
    "area.outside-city", Severity.MUST_FIX,
    "图形落在本市各区之外（约东坐标 {x:,.0f}、北坐标 {y:,.0f}，CGCS2000 3° 带 114°），请核对坐标系或带号",
    "The shape lies outside every district of the city (about E {x:,.0f}, N {y:,.0f} in CGCS2000 CM 114°); check its CRS or zone",
)  # fmt: skip
OUTSIDE_SCOPE = Rule(
    "area.outside-scope", Severity.MUST_FIX,
    "图形落在{name}，不在您的数据范围内",
    "The shape lies in {name}, outside your data scope",
)  # fmt: skip
PARK_OUTSIDE_SCOPE = Rule(
    "park.outside-scope", Severity.MUST_FIX,
    "所属园区不在您的数据范围内",
    "The park it belongs to lies outside your data scope",
)  # fmt: skip
STORED_OUTSIDE_SCOPE = Rule(
    "parcel-code.outside-scope", Severity.MUST_FIX,
    "库中已有此宗地代码，且不在您的数据范围内",
    "A parcel of this code is stored and lies outside your data scope",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    for i in np.flatnonzero(context.usable & (context.district == NOWHERE)):
        yield OUTSIDE_CITY.at(sheet.rows[i], x=context.centers[i, 0], y=context.centers[i, 1])
    districts = context.known.districts
    outside = np.array(
        [not _overlaps_scope(code, context.known.scope) for code in districts["code"]], dtype=bool
    )
    wrong = context.usable & (context.district != NOWHERE) & outside[context.district]
    for i in np.flatnonzero(wrong):
        yield OUTSIDE_SCOPE.at(sheet.rows[i], name=districts["name"].iloc[context.district[i]])
    placed = context.usable | sheet.values["park_code"].notna().to_numpy()
    yield from _beyond(context, context.in_hidden_park & placed & ~wrong, "park_code", PARK_OUTSIDE_SCOPE)
    yield from _beyond(context, context.hidden & ~wrong, "code", STORED_OUTSIDE_SCOPE)


def _overlaps_scope(district: str, scope: tuple[str, ...]) -> bool:
    """A town or village scope has no boundary of its own: its whole district passes here, its parks decide."""
    return any(district.startswith(prefix) or prefix.startswith(district) for prefix in scope)


def _beyond(context: Context, rows: np.ndarray, field: str, rule: Rule) -> Iterator[Issue]:
    values = context.sheet.values[field]
    for i in np.flatnonzero(rows):
        yield rule.at(context.sheet.rows[i], context.sheet.header(field), values.iloc[i])
