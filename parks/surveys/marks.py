"""How issues look in a workbook (标注): a color, a border and a sign for each severity."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from parks.surveys.issues import Severity, shown
from parks.surveys.models import SurveyUpload

STYLES: dict[str, dict[str, Any]] = {
    Severity.MUST_FIX: {"bg_color": "#F7B79B", "border": 2, "border_color": "#B2182B", "bold": True},
    Severity.NEEDS_REASON: {"bg_color": "#FFE48A", "border": 3, "border_color": "#8C6D00"},
    Severity.NOTE: {"bg_color": "#BFE0F5", "border": 4, "border_color": "#2166AC"},
}
"""Told apart by color, by the border, and by the sign in the comment."""
SIGNS = {
    Severity.MUST_FIX: "✖ 必须修改 Must be fixed",
    Severity.NEEDS_REASON: "▲ 需要理由 Needs a reason",
    Severity.NOTE: "● 提示 Note",
}
ORDER = {str(severity): rank for rank, severity in enumerate(SIGNS)}


@dataclass(frozen=True)
class Mark:
    """An issue as it is written into the workbook."""

    row: int | None
    column: str
    severity: str
    zh: str
    en: str
    fix: dict[str, str] | None

    @property
    def text(self) -> str:
        sign = SIGNS[Severity(self.severity)]
        suggestion = (
            f"\n建议 Suggested: {shown(self.fix['value'])}" if self.fix and self.fix.get("value") else ""
        )
        return f"{sign}\n{self.zh}\n{self.en}{suggestion}"

    @property
    def line(self) -> str:
        sign = SIGNS[Severity(self.severity)].split()[0]
        return f"{sign} {self.column + '：' if self.column else ''}{self.zh}"


def marks_of(upload: SurveyUpload) -> list[Mark]:
    """The upload's issues in the order in which they are to be read."""
    names = ("row", "column", "severity", "message_zh", "message_en", "fix")
    return [Mark(*values) for values in upload.issues.values_list(*names)]


def worst(marks: Collection[Mark]) -> str:
    return min((mark.severity for mark in marks), key=ORDER.__getitem__)
