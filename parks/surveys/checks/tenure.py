"""Tenure (权属) against the 13th character of a well-formed parcel code."""

from collections.abc import Iterator

import pandas as pd

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

CONTRADICTION = Rule(
    "tenure.contradiction", Severity.MUST_FIX,
    "权属填“{said}”，而宗地代码第 13 位 {letter} 表示“{meant}”",
    "Tenure says {said_en}, but character 13 of the parcel code, {letter}, means {meant_en}",
)  # fmt: skip
CHINESE = {"collective": "集体", "state": "国有", "undetermined": "未定"}


def check(context: Context) -> Iterator[Issue]:
    values = context.sheet.values
    meant = pd.Series(context.tenure_by_code, index=values.index).where(context.formed)
    said = values["tenure"]
    for row in values.index[said.notna() & meant.notna() & (said != meant)]:
        yield CONTRADICTION.at(
            row, context.sheet.header("tenure"), CHINESE[said[row]], letter=values["code"][row][12],
            said=CHINESE[said[row]], said_en=said[row], meant=CHINESE[meant[row]], meant_en=meant[row],
        )  # fmt: skip
