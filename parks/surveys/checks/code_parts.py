"""What the digits of a well-formed 宗地代码 say: its county is one of the city and where the shape and the park are, its
serial counts from 00001. 地籍区 and 地籍子区 are numbered apart from towns and villages, so these cannot be compared."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

COUNTY = Rule(
    "parcel-code.county", Severity.NEEDS_REASON,
    "宗地代码前 6 位 {code} 不是本市现有的区",
    "The first 6 digits of the parcel code, {code}, are none of the city's districts",
)  # fmt: skip
DISTRICT = Rule(
    "parcel-code.district", Severity.NEEDS_REASON,
    "宗地代码属 {code}，图形落在{name}（{found}）",
    "The parcel code belongs to {code}; the shape lies in {name} ({found})",
)  # fmt: skip
PARK = Rule(
    "parcel-code.park", Severity.NEEDS_REASON,
    "宗地代码属 {code}，所填园区 {park} 在 {found}",
    "The parcel code belongs to {code}; the park named, {park}, lies in {found}",
)  # fmt: skip
SERIAL = Rule(
    "parcel-code.serial", Severity.NEEDS_REASON,
    "宗地代码的顺序号为 00000，顺序号从 00001 起",
    "The serial number of the parcel code is 00000; serials begin with 00001",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet, header = context.sheet, context.sheet.header("code")
    codes = sheet.values["code"]
    formed, county = context.formed, codes.str[:6].to_numpy(dtype=object)
    ours = codes.str[:6].isin(context.known.districts["code"]).to_numpy()
    for i in np.flatnonzero(formed & ~ours):
        yield COUNTY.at(sheet.rows[i], header, codes.iloc[i], code=county[i])
    elsewhere = formed & ours & _lies_elsewhere(context, county)
    for i in np.flatnonzero(elsewhere):
        name, found = context.known.districts[["name", "code"]].iloc[context.district[i]]
        yield DISTRICT.at(sheet.rows[i], header, codes.iloc[i], code=county[i], name=name, found=found)
    yield from _of_another_park(context, formed & ours & ~elsewhere, county)
    for i in np.flatnonzero(formed & (codes.str[-5:] == "00000").to_numpy(dtype=bool)):
        yield SERIAL.at(sheet.rows[i], header, codes.iloc[i])


def _lies_elsewhere(context: Context, county: np.ndarray) -> np.ndarray:
    lies = context.known.districts["code"].to_numpy()[context.district]
    return np.asarray(context.usable & (context.district != NOWHERE) & (county != lies), dtype=bool)


def _of_another_park(context: Context, rows: np.ndarray, county: np.ndarray) -> Iterator[Issue]:
    """Of a park outside the uploader's scope nothing is said."""
    sheet = context.sheet
    named = rows & (context.park_named != NOWHERE) & ~context.in_hidden_park
    districts = np.array([str(area)[:6] for area in context.known.parks["area_code"]] + [None], dtype=object)
    found = districts[context.park_named]
    for i in np.flatnonzero(named & (county != found)):
        said = {"code": county[i], "park": sheet.values["park_code"].iloc[i], "found": found[i]}
        yield PARK.at(sheet.rows[i], sheet.header("code"), sheet.values["code"].iloc[i], **said)
