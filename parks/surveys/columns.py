"""Headers (表头) to fields: what the clerk answered, else what was answered for the last file with these headers, else
the name itself: NFKC, the unit read from it, exact → alias → truncated; near misses are only suggested (≥ 0.85), never
taken."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from parks.surveys.issues import Issue, Rule, Severity, shown

HERE = Path(__file__).parent
SUGGEST_FROM = 0.85
DBF_NAME_BYTES = 10
PRECEDENCE = {how: rank for rank, how in enumerate(("answered", "remembered", "exact", "alias", "truncated"))}
BRACKETS = re.compile(r"[(\[【{<]([^)\]】}>]*)[)\]】}>]?")
UNIT_TAIL = re.compile(r"[_/:：\-,，、]([^_/:：\-,，、]+)$")

TWICE = Rule(
    "columns.duplicate", Severity.NOTE,
    "列“{column}”与列“{other}”都对应“{label}”，只采用后者",
    "Columns “{column}” and “{other}” both stand for “{label}”; only the latter is used",
)  # fmt: skip
SUGGESTED = Rule(
    "columns.suggestion", Severity.NOTE,
    "列“{column}”没有采用；它像是“{label}”，请在“字段对应”中确认",
    "Column “{column}” is not used; it looks like “{label}”: confirm it under Columns",
)  # fmt: skip
REMEMBERED = Rule(
    "columns.remembered", Severity.NOTE,
    "沿用上次同样表头的文件的字段对应和单位：{columns}",
    "Columns and units were taken over from the last file with the same headers: {columns}",
)  # fmt: skip
NO_CODE = Rule(
    "columns.no-parcel-code", Severity.MUST_FIX,
    "没有找到“宗地代码”列，请在“字段对应”中指定；现有列：{columns}",
    "No column of parcel codes (宗地代码) was found; name it under Columns, which are: {columns}",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """`required`: a new parcel cannot be stored without it."""

    name: str
    label: str
    label_en: str
    kind: str
    aliases: tuple[str, ...]
    length: int | None = None
    required: bool = False


@dataclass(frozen=True)
class Unit:
    name: str
    label: str
    label_en: str
    factor: float
    spelled: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What was said about columns: header → field (None: not to be used), header → unit."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def readable(self) -> "Said":
        """With headers as the clerk sees them, which is how an answer names them."""
        columns = {shown(header): name for header, name in self.columns.items()}
        return Said(columns, {shown(header): unit for header, unit in self.units.items()})


NOTHING = Said()


@dataclass(frozen=True)
class Match:
    """`how`: answered, remembered, exact, alias, truncated, suggestion (not used), duplicate (not used), none.
    `unit_by`: who named the unit: header, answer or memory."""

    column: str
    field: str | None
    how: str
    unit: str | None = None
    unit_by: str = "header"

    @property
    def is_used(self) -> bool:
        return self.field is not None and self.how in PRECEDENCE


@cache
def fields() -> dict[str, Field]:
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / "fields.yaml").read_text(encoding="utf-8"))
    return {f["name"]: Field(**{**f, "aliases": tuple(f["aliases"])}) for f in loaded}


@cache
def units() -> dict[str, Unit]:
    loaded = yaml.safe_load((HERE / "units.yaml").read_text(encoding="utf-8"))
    return {name: Unit(name, **{**u, "spelled": tuple(u["spelled"])}) for name, u in loaded.items()}


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
    for spec in fields().values():
        for alias in spec.aliases:
            known.setdefault(plain(alias), (spec.name, "alias"))
    for spec in fields().values():
        known[plain(spec.label)] = known[spec.name] = (spec.name, "exact")
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


def match(
    headers: Sequence[str], *, short_names: bool = False, answered: Said = NOTHING, remembered: Said = NOTHING
) -> tuple[list[Match], list[Issue]]:
    """What each header stands for, one column per field: answers win over memory, that over exact names and these over
    aliases; of equals the first."""
    answered, remembered = answered.readable(), remembered.readable()
    found = [_told(match_one(h, short_names=short_names), answered, remembered) for h in headers]
    taken: dict[str, str] = {}
    for m in sorted((m for m in found if m.is_used), key=lambda m: PRECEDENCE[m.how]):
        taken.setdefault(str(m.field), m.column)
    issues, matches = [], []
    for m in found:
        label = fields()[m.field].label if m.field else ""
        if m.is_used and taken[str(m.field)] != m.column:
            issues.append(TWICE.at(None, m.column, column=m.column, other=taken[str(m.field)], label=label))
            m = replace(m, how="duplicate")
        elif m.how == "suggestion":
            issues.append(SUGGESTED.at(None, m.column, column=m.column, label=label))
        matches.append(m)
    if recalled := [m.column for m in matches if m.how == "remembered" or m.unit_by == "memory"]:
        issues.append(REMEMBERED.at(None, columns="、".join(recalled[:12])))
    if "code" not in taken:
        listed = "、".join(str(h) for h in headers[:12]) or "无 / none"
        issues.append(NO_CODE.at(None, columns=listed))
    return matches, issues


def _told(found: Match, answered: Said, remembered: Said) -> Match:
    """The same column, as the clerk says now or said for the last file like this one."""
    column = shown(found.column)
    for said, how in ((answered, "answered"), (remembered, "remembered")):
        if column in said.columns and said.columns[column] in (None, *fields()):
            found = replace(found, field=said.columns[column], how=how)
            break
    for said, by in ((answered, "answer"), (remembered, "memory")):
        if said.units.get(column) in units():
            return replace(found, unit=said.units[column], unit_by=by)
    return found


def used(matches: Sequence[Match]) -> dict[str, Match]:
    """Field → the column that fills it."""
    return {str(m.field): m for m in matches if m.is_used}


def headers_sha256(headers: Sequence[str]) -> str:
    """Of a source's headers (同一来源的表头), whatever their order and width."""
    listed = "\n".join(sorted(unicodedata.normalize("NFKC", shown(h)) for h in headers))
    return hashlib.sha256(listed.encode("utf-8", "replace")).hexdigest()
