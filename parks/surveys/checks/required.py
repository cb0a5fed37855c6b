"""What a new parcel cannot be stored without; a stored one keeps what it has."""

from collections.abc import Iterator

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.columns import fields
from parks.surveys.issues import Issue, Rule, Severity

REQUIRED = Rule(
    "required.missing", Severity.MUST_FIX,
    "新宗地须填“{label}”",
    "A new parcel needs {label}",
)  # fmt: skip
COLUMN = Rule(
    "required.no-column", Severity.MUST_FIX,
    "文件没有“{label}”列，其中 {count} 行是新宗地，须填",
    "The file has no column {label}, which its {count} new parcels need",
)  # fmt: skip
FIELDS = ("procedure", "certificate")


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    new = (context.stored == NOWHERE) & ~context.hidden & sheet.values["code"].notna().to_numpy()
    for name in FIELDS:
        label = fields()[name].label
        missing = sheet.values.index[new & sheet.values[name].isna().to_numpy()]
        if name in sheet.headers:
            yield from (REQUIRED.at(row, sheet.header(name), label=label) for row in missing)
        elif len(missing):
            yield COLUMN.at(None, label=label, count=len(missing))
