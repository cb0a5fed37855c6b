"""宗地代码 that appears more than once in the file."""

from collections.abc import Iterator

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

DUPLICATE = Rule(
    "duplicate.in-file", Severity.MUST_FIX,
    "宗地代码在文件中重复，第 {rows} 行相同",
    "The parcel code appears more than once: rows {rows}",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    codes = context.sheet.values["code"].dropna()
    repeated = codes[codes.duplicated(keep=False)]
    for code, rows in repeated.groupby(repeated, sort=False).groups.items():
        listed = "、".join(str(r) for r in rows[:8]) + ("…" if len(rows) > 8 else "")
        yield from (DUPLICATE.at(row, context.sheet.header("code"), code, rows=listed) for row in rows)
