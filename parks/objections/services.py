"""What is said of objections beside a grade: one statement for any number of parks, parcels or enterprises."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from parks.objections.models import About, Objection, Outcome, Status

PENDING = "异议处理中"
DECIDED = "异议已处理"
ABOUT_EN = {About.AREA: "area", About.GRADE: "grade", About.LIST: "list", About.MODE: "renewal mode"}
OUTCOME_EN = {Outcome.UPHELD: "upheld", Outcome.PARTLY: "upheld in part", Outcome.REJECTED: "rejected"}
FIELDS = (
    "id", "subject_id", "about", "list_name", "status", "outcome", "reason", "remedy", "year", "grade", "grade_score",
    "area_m2", "mode", "list_status", "received_on", "deadline", "decided_at", "appraisal_id",
)  # fmt: skip


class Said(NamedTuple):
    """What a table shows of a subject's objections: `pending`, `decided` or None, and outcome with reason."""

    status: str | None
    outcome: str | None


STATUS_WORDS = {"pending": PENDING, "decided": DECIDED}


def objections_of(table: str, ids: Iterable[int] | QuerySet[Any]) -> dict[int, list[dict[str, Any]]]:
    """Objections to rows of a table ("parks", "parcels", "enterprises") by row id, oldest first; rows without any are
    not in it, withdrawn ones neither. One query, `ids` may be a sub-select. No word of who objected. The caller has
    checked that the user may see the rows."""
    rows = (
        Objection.objects.filter(
            subject=table, subject_id__in=ids if isinstance(ids, QuerySet) else list(ids)
        )
        .exclude(status=Status.WITHDRAWN)
        .order_by("pk")
        .values(*FIELDS)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        subject_id = row.pop("subject_id")
        found.setdefault(subject_id, []).append(row | {"zh": _zh(row), "en": _en(row)})
    return found


def said_of(objections: list[dict[str, Any]] | None) -> Said:
    """One row's objections as two cells: pending as long as one is, and every outcome with its reason."""
    if not objections:
        return Said(None, None)
    pending = any(each["status"] != Status.DECIDED for each in objections)
    decided = [each["zh"] for each in objections if each["status"] == Status.DECIDED]
    return Said("pending" if pending else "decided", "；".join(decided) or None)


def _zh(row: dict[str, Any]) -> str:
    what = f"{_year(row, '年')}{About(row['about']).label}{_value(row)}"
    if row["status"] != Status.DECIDED:
        return f"{PENDING}：{what}，{row['deadline']} 前反馈"
    remedy = f"；处理：{row['remedy']}" if row["remedy"] else ""
    day = timezone.localdate(row["decided_at"])
    return f"对{what}的异议{Outcome(row['outcome']).label}（{day}）。理由：{_clause(row['reason'])}{remedy}"


def _en(row: dict[str, Any]) -> str:
    what = f"{ABOUT_EN[About(row['about'])]}{_value(row)}{_year(row, ' of ', before=True)}"
    if row["status"] != Status.DECIDED:
        return f"Objection under way: {what}, answer due {row['deadline']}"
    remedy = f"; remedy: {row['remedy']}" if row["remedy"] else ""
    day = timezone.localdate(row["decided_at"])
    return f"Objection to {what} {OUTCOME_EN[Outcome(row['outcome'])]} ({day}). Reason: {_clause(row['reason'])}{remedy}"


def _clause(reason: str) -> str:
    """Without the full stop that a semicolon would follow."""
    return reason.rstrip("。. ")


def _year(row: dict[str, Any], word: str, *, before: bool = False) -> str:
    """Areas are of no year."""
    if row["year"] is None or row["about"] == About.AREA:
        return ""
    return f"{word}{row['year']}" if before else f"{row['year']}{word}"


def _value(row: dict[str, Any]) -> str:
    """The value objected to, in brackets; codes of modes and lists are the inventory's own."""
    value = {
        About.AREA: None if row["area_m2"] is None else f"{row['area_m2']:,.1f} m²",
        About.GRADE: row["grade"],
        About.MODE: row["mode"],
        About.LIST: row["list_name"],
    }[About(row["about"])]
    return f"（{value}）" if value else ""
