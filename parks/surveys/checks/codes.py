"""宗地代码: there, 19 characters of the standard's form, in the district where the shape lies."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.inventory.codes import PARCEL_CODE
from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

MISSING = Rule("parcel-code.missing", Severity.MUST_FIX, "缺少宗地代码", "The parcel code is missing")
LENGTH = Rule(
    "parcel-code.length", Severity.MUST_FIX,
    "宗地代码应为 19 位，现为 {length} 位",
    "A parcel code has 19 characters; this has {length}",
)  # fmt: skip
OWNERSHIP = Rule(
    "parcel-code.ownership", Severity.MUST_FIX,
    "宗地代码第 13 位应为 G（国有）、J（集体）或 Z（未定），现为“{found}”",
    "Character 13 of a parcel code is G, J or Z; this has “{found}”",
)  # fmt: skip
KIND = Rule(
    "parcel-code.kind", Severity.MUST_FIX,
    "宗地代码第 14 位应为 A、B、S、X、C、D、E、F、W、Y 之一，且 A 只用于集体（J），现为“{found}”",
    "Character 14 of a parcel code is one of A B S X C D E F W Y, and A only after J; this has “{found}”",
)  # fmt: skip
FORMAT = Rule(
    "parcel-code.format", Severity.MUST_FIX,
    "宗地代码前 12 位和后 5 位应为数字",
    "A parcel code begins with 12 digits and ends with 5",
)  # fmt: skip
DISTRICT = Rule(
    "parcel-code.district", Severity.NEEDS_REASON,
    "宗地代码属 {code}，图形落在{name}（{found}）",
    "The parcel code belongs to {code}; the shape lies in {name} ({found})",
)  # fmt: skip
KINDS = "ABSXCDEFWY"


def check(context: Context) -> Iterator[Issue]:
    """One issue per row, the first that applies; a file without the column says so once, elsewhere."""
    sheet = context.sheet
    if "code" not in sheet.headers:
        return
    codes, header = sheet.values["code"], sheet.header("code")
    yield from (MISSING.at(row, header) for row in codes.index[codes.isna()])
    present = codes.dropna().astype(str)
    for row, code in present[
        ~present.str.match(PARCEL_CODE) | present.str.contains("[GZ]A", regex=True)
    ].items():
        if fault := _fault(code):
            yield fault[0].at(row, header, code, **fault[1])
    yield from _elsewhere(context, header)


def _fault(code: str) -> tuple[Rule, dict[str, object]] | None:
    if len(code) != 19:
        return LENGTH, {"length": len(code)}
    if not (code[:12] + code[14:]).isascii() or not (code[:12] + code[14:]).isdigit():
        return FORMAT, {}
    if code[12] not in "GJZ":
        return OWNERSHIP, {"found": code[12]}
    if code[13] not in KINDS or (code[13] == "A" and code[12] != "J"):
        return KIND, {"found": code[13]}
    return None


def _elsewhere(context: Context, header: str) -> Iterator[Issue]:
    districts = context.known.districts
    codes = context.sheet.values["code"].fillna("").astype(str)
    number, counties = pd.factorize(codes.str[:6])
    said = np.asarray(counties, dtype=object)[number]
    at = context.district
    lies = districts["code"].to_numpy()[at]
    wrong = (at != NOWHERE) & codes.str.match(PARCEL_CODE).to_numpy(dtype=bool) & (said != lies)
    for i in np.flatnonzero(wrong):
        name = districts["name"].iloc[at[i]]
        yield DISTRICT.at(
            context.sheet.rows[i], header, codes.iloc[i], code=said[i], name=name, found=lies[i]
        )
