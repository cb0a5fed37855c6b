"""What the rows of a table without shapes are joined by: 宗地代码. A table that names only parks or enterprises is told so,
as there may be parcels that the inventory does not hold yet: what is said of a park is never put on its one known parcel."""

from collections.abc import Sequence

from parks.surveys import columns
from parks.surveys.columns import Match, plain, used
from parks.surveys.issues import Issue, Rule, Severity

ONLY_PARK = Rule(
    "columns.only-park-code", Severity.MUST_FIX,
    "表格没有图形，又只有“{column}”，没有“宗地代码”：摸查数据按宗地入库，请增加“宗地代码”列，每块宗地一行",
    "The table has no shapes and names only parks ({column}): surveys are taken in by parcel; add a column 宗地代码, one row for each parcel",
)  # fmt: skip
ONLY_ENTERPRISE = Rule(
    "columns.only-credit-code", Severity.MUST_FIX,
    "表格没有图形，又只有“{column}”，没有“宗地代码”：这里不收企业数据；如果是摸查数据，请增加“宗地代码”列，每块宗地一行",
    "The table has no shapes and names only enterprises ({column}), which are not taken in here; if it is a survey, add a column 宗地代码, one row for each parcel",
)  # fmt: skip
CREDIT_CODE = {"统一社会信用代码", "社会信用代码", "信用代码", "uscc", "纳税人识别号"}


def explained(issues: Sequence[Issue], matches: Sequence[Match]) -> list[Issue]:
    """The issues about columns, where it is said what the table is keyed by instead of parcels."""
    park = used(matches).get("park_code")
    enterprise = next((m.column for m in matches if plain(m.column) in CREDIT_CODE), None)
    if park:
        instead = ONLY_PARK.at(None, park.column, column=park.column)
    elif enterprise:
        instead = ONLY_ENTERPRISE.at(None, enterprise, column=enterprise)
    else:
        return list(issues)
    return [instead if issue.code == columns.NO_CODE.code else issue for issue in issues]
