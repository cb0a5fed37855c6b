"""Issues (问题): what is wrong with one row, or with the file (row None), in both languages."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal


class Severity(StrEnum):
    MUST_FIX = "must_fix"
    NEEDS_REASON = "needs_reason"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fix:
    """A suggestion, applied only when the clerk chooses it: `value` takes the cell's place (set), or the shape is cut to
    the parcels that are stored already (clip)."""

    action: Literal["set", "clip"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """`row` counts as the clerk's file does, from 1; `column` is the header as the clerk wrote it."""

    row: int | None
    column: str
    code: str
    severity: Severity
    value: str
    zh: str
    en: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Rule:
    """A kind of issue: a code that never changes, its severity, and its sentences with `{places}`."""

    code: str
    severity: Severity
    zh: str
    en: str

    def at(self, row: Any, column: str = "", value: object = "", /, fix: Any = None, **places: Any) -> Issue:
        return Issue(
            row=None if row is None else int(row),
            column=shown(column),
            code=self.code,
            severity=self.severity,
            value=shown(value),
            zh=shown(self.zh.format(**places), limit=1_000),
            en=shown(self.en.format(**places), limit=1_000),
            fix=fix,
        )


def shown(value: object, limit: int = 120) -> str:
    """A value as it can safely be shown: control and direction characters made visible, long ones cut."""
    text = "" if value is None else str(value)
    if len(text) <= limit and text.isprintable():
        return text
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    return text if len(text) <= limit else text[:limit] + "…"
