"""宗地代码: there, 19 characters of the standard's form."""

import re
from collections.abc import Iterator

from parks.inventory.codes import PARCEL_CODE
from parks.surveys.checks.context import Context
from parks.surveys.checks.text import cleaned
from parks.surveys.issues import Fix, Issue, Rule, Severity

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
SEPARATORS = re.compile(r"[\s\-_./·]+")
LOOK_ALIKE = str.maketrans("OQIL", "0011")
DIGITS = (slice(0, 12), slice(14, None))


def check(context: Context) -> Iterator[Issue]:
    """One issue per row, the first that applies; a file without the column says so once, elsewhere."""
    sheet = context.sheet
    if "code" not in sheet.headers:
        return
    codes, header = sheet.values["code"], sheet.header("code")
    yield from (MISSING.at(row, header) for row in codes.index[codes.isna()])
    for row, code in codes[codes.notna() & ~context.formed].items():
        rule, places = _fault(str(code))
        yield rule.at(row, header, code, fix=suggested(str(code)), **places)


def _fault(code: str) -> tuple[Rule, dict[str, object]]:
    if len(code) != 19:
        return LENGTH, {"length": len(code)}
    if not (code[:12] + code[14:]).isascii() or not (code[:12] + code[14:]).isdigit():
        return FORMAT, {}
    if code[12] not in "GJZ":
        return OWNERSHIP, {"found": code[12]}
    return KIND, {"found": code[13]}


def suggested(code: str) -> Fix | None:
    """The code without separators, in capitals, and with digits for the letters that look like them, if that makes it one."""
    plain = SEPARATORS.sub("", cleaned(code)).upper()
    before, after = (plain[part].translate(LOOK_ALIKE) for part in DIGITS)
    mended = before + plain[12:14] + after
    return Fix("set", mended) if mended != code and re.fullmatch(PARCEL_CODE, mended) else None
