"""Headers (表头) to fields: NFKC, the unit read from the header, exact → alias → truncated; near misses are
only suggested (≥ 0.85), never taken."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from parks.surveys.issues import Issue, Rule, Severity

HERE = Path(__file__).parent
SUGGEST_FROM = 0.85
DBF_NAME_BYTES = 10
BRACKETS = re.compile(r"[(\[【{<]([^)\]】}>]*)[)\]】}>]?")
UNIT_TAIL = re.compile(r"[_/:：\-,，、]([^_/:：\-,，、]+)$")

TWICE = Rule(
    "columns.duplicate", Severity.NOTE,
    "列“{column}”与列“{other}”都对应“{label}”，只采用后者",
    "Columns “{column}” and “{other}” both stand for “{label}”; only the latter is used",
)  # fmt: skip
SUGGESTED = Rule(
    "columns.suggestion", Severity.NOTE,
    "列“{column}”没有采用；如果它是“{label}”，请改名后重新上传",
    "Column “{column}” is not used; if it is “{label}”, rename it and upload again",
)  # fmt: skip
NO_CODE = Rule(
    "columns.no-parcel-code", Severity.MUST_FIX,
    "没有找到“宗地代码”列，现有列：{columns}",
    "No column of parcel codes (宗地代码) was found; the columns are: {columns}",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    length: int | None = None


@dataclass(frozen=True)
class Unit:
    name: str
    factor: float
    spelled: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """`how`: exact, alias, truncated, suggestion (not used), duplicate (not used), none."""

    column: str
    field: str | None
    how: str
    unit: str | None = None


@cache
def fields() -> dict[str, Field]:
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / "fields.yaml").read_text(encoding="utf-8"))
    return {f["name"]: Field(**{**f, "aliases": tuple(f["aliases"])}) for f in loaded}


@cache
def units() -> dict[str, Unit]:
    loaded = yaml.safe_load((HERE / "units.yaml").read_text(encoding="utf-8"))
    return {name: Unit(name, float(u["factor"]), tuple(u["spelled"])) for name, u in loaded.items()}


@cache
def choices() -> dict[str, dict[str, str]]:
    """For each choice field: what surveys write → what is stored."""
    loaded = yaml.safe_load((HERE / "choices.yaml").read_text(encoding="utf-8"))
    return {
        field: {plain(s): value for value, spelled in values.items() for s in (*spelled, value)}
        for field, values in loaded.items()
    }


@cache
def land_use_codes() -> frozenset[str]:
    """Every land-use code (地类编码) of the standards that surveys follow."""
    loaded: dict[str, str] = yaml.safe_load((HERE / "land_uses.yaml").read_text(encoding="utf-8"))
    return frozenset(code for codes in loaded.values() for code in codes.split())


def plain(text: object) -> str:
    """Compared form of a header or choice: NFKC, lower case, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text))).lower()


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Compared form → (field, how)."""
    known: dict[str, tuple[str, str]] = {}
    for field in fields().values():
        for alias in field.aliases:
            known.setdefault(plain(alias), (field.name, "alias"))
    for field in fields().values():
        known[plain(field.label)] = known[field.name] = (field.name, "exact")
    return known


def unit_of(text: str) -> str | None:
    """The area unit that a piece of a header names, if any."""
    return next((u.name for u in units().values() if plain(text) in u.spelled), None)


def split_unit(header: str) -> tuple[str, str | None]:
    """面积(亩) → (面积, mu); 镇(街道) stays whole, as what is in its brackets is no unit."""
    text = plain(header)
    for pattern in (BRACKETS, UNIT_TAIL):
        if (found := pattern.search(text)) and (unit := unit_of(found[1])):
            return pattern.sub("", text, count=1), unit
    return text, None


def match_one(header: str, *, short_names: bool = False) -> Match:
    """What one header stands for."""
    name, unit = split_unit(header)
    for candidate in (plain(header), name, BRACKETS.sub("", name)):
        if candidate in _names():
            field, how = _names()[candidate]
            return Match(header, field, how, unit)
    if short_names and (found := _truncated(name)):
        return Match(header, found, "truncated", unit)
    near = difflib.get_close_matches(name, list(_names()), n=1, cutoff=SUGGEST_FROM)
    return (
        Match(header, _names()[near[0]][0], "suggestion", unit) if near else Match(header, None, "none", unit)
    )


def _truncated(name: str) -> str | None:
    """A DBF name is cut at ten bytes: the one field that has a longer name beginning so."""
    sizes = (len(name.encode("utf-8", "replace")), len(name.encode("gb18030", "replace")))
    if not any(DBF_NAME_BYTES - 3 < size <= DBF_NAME_BYTES + 1 for size in sizes) or len(name) < 3:
        return None
    found = {field for known, (field, _) in _names().items() if known.startswith(name) and known != name}
    return found.pop() if len(found) == 1 else None


def match(headers: Sequence[str], *, short_names: bool = False) -> tuple[list[Match], list[Issue]]:
    """What each header stands for, one column per field: exact names win over aliases, the first over later ones."""
    found = [match_one(h, short_names=short_names) for h in headers]
    order = {"exact": 0, "alias": 1, "truncated": 2}
    taken: dict[str, str] = {}
    for m in sorted((m for m in found if m.how in order), key=lambda m: order[m.how]):
        taken.setdefault(str(m.field), m.column)
    issues, matches = [], []
    for m in found:
        label = fields()[m.field].label if m.field else ""
        if m.how in order and taken[str(m.field)] != m.column:
            issues.append(TWICE.at(None, m.column, column=m.column, other=taken[str(m.field)], label=label))
            m = Match(m.column, m.field, "duplicate", m.unit)
        elif m.how == "suggestion":
            issues.append(SUGGESTED.at(None, m.column, column=m.column, label=label))
        matches.append(m)
    if "code" not in taken:
        listed = "、".join(str(h) for h in headers[:12]) or "无 / none"
        issues.append(NO_CODE.at(None, columns=listed))
    return matches, issues


def used(matches: Sequence[Match]) -> dict[str, Match]:
    """Field → the column that fills it."""
    return {str(m.field): m for m in matches if m.how in ("exact", "alias", "truncated")}
