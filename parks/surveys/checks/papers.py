"""权属, 用地手续 and 有证情况 beside each other: what of their 18 combinations cannot be, or is to be looked at.

A row is judged with what is stored where it says nothing, but only if it is new or changes one of the three."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.inventory.codes import TENURE_OF_PARCEL_CODE
from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

PAPERS = Rule(
    "certificate.contradiction", Severity.NEEDS_REASON,
    "有证，但用地手续为“未完善”",
    "The parcel has a certificate although its procedures are incomplete",
)  # fmt: skip
UNDETERMINED = Rule(
    "certificate.undetermined", Severity.NEEDS_REASON,
    "有证，但权属为“未定”",
    "The parcel has a certificate although its tenure is undetermined",
)  # fmt: skip
DISPUTED = Rule(
    "certificate.disputed", Severity.NEEDS_REASON,
    "有证，但宗地代码第 14 位 W 表示使用权未确定或有争议",
    "The parcel has a certificate although W, character 14 of its code, means an undetermined or disputed right of use",
)  # fmt: skip
PROCEDURE = Rule(
    "procedure.undetermined", Severity.NEEDS_REASON,
    "用地手续为“{said}”，但权属为“未定”",
    "The procedures are {said_en} although the tenure is undetermined",
)  # fmt: skip
ABSENT = Rule(
    "certificate.absent", Severity.NOTE,
    "{count} 行用地手续已完善而无证（第 {rows} 行），请留意是否尚未登记发证",
    "{count} rows have complete procedures and no certificate (rows {rows}), perhaps not registered yet",
)  # fmt: skip
CHINESE = {"complete": "已完善", "partial": "部分"}
ROWS_LISTED = 8


@dataclass(frozen=True)
class _Papers:
    tenure: np.ndarray
    procedure: np.ndarray
    certificate: np.ndarray


def check(context: Context) -> Iterator[Issue]:
    sheet, papers = context.sheet, _papers(context)
    judged = _concerned(context)
    certified = judged & (papers.certificate == "certified")
    undetermined = papers.tenure == "undetermined"
    code = sheet.values["code"]
    disputed = (code.str[13:14] == "W").to_numpy(dtype=bool) & certified
    for rule, rows in (
        (PAPERS, certified & (papers.procedure == "incomplete")),
        (UNDETERMINED, certified & undetermined),
        (DISPUTED, disputed & ~undetermined & context.formed),
    ):
        yield from (rule.at(row, sheet.header("certificate")) for row in sheet.rows[rows])
    for said, chinese in CHINESE.items():
        rows = judged & undetermined & (papers.procedure == said)
        places = {"said": chinese, "said_en": said}
        yield from (PROCEDURE.at(row, sheet.header("procedure"), **places) for row in sheet.rows[rows])
    yield from _absent(context, judged & (papers.procedure == "complete"), papers)


def _absent(context: Context, complete: np.ndarray, papers: _Papers) -> Iterator[Issue]:
    rows = context.sheet.rows[complete & (papers.certificate == "uncertified")]
    if len(rows):
        listed = "、".join(map(str, rows[:ROWS_LISTED])) + ("…" if len(rows) > ROWS_LISTED else "")
        yield ABSENT.at(None, context.sheet.header("certificate"), count=len(rows), rows=listed)


def _papers(context: Context) -> _Papers:
    values = context.sheet.values
    by_code = values["code"].str[12:13].map(TENURE_OF_PARCEL_CODE).to_numpy(dtype=object)
    tenure = _said_or_stored(context, "tenure")
    return _Papers(
        tenure=np.where(pd.isna(tenure), by_code, tenure),
        procedure=_said_or_stored(context, "procedure"),
        certificate=_said_or_stored(context, "certificate"),
    )


def _said_or_stored(context: Context, name: str) -> np.ndarray:
    said = context.sheet.values[name].to_numpy(dtype=object)
    return np.where(pd.isna(said), context.of_stored(name), said)


def _concerned(context: Context) -> np.ndarray:
    concerned = (context.stored == NOWHERE) & ~context.hidden
    for name in ("tenure", "procedure", "certificate"):
        said = context.sheet.values[name].to_numpy(dtype=object)
        concerned = concerned | (~pd.isna(said) & (said != context.of_stored(name)) & ~context.hidden)
    return np.asarray(concerned, dtype=bool)
