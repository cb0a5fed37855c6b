"""Guideline tables (产业用地指南) taken in: every cell checked and every fault told, then the edition replaced as a whole."""

import datetime as dt
import hashlib
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parks.inventory.errors import CellFault, GuidelineRefusedError
from parks.inventory.guideline_faults import FaultyTableError, fault
from parks.inventory.guideline_files import MAX_BYTES, Cells, cells_of, is_blank
from parks.inventory.models import GuidelineEdition, IndustryGuideline, Source
from parks.inventory.models.guidelines import GUIDELINE_CODE
from parks.inventory.models.sources import SourceKind
from parks.inventory.services import bump_revision
from parks.inventory.signals import inventory_edited

if TYPE_CHECKING:
    from parks.accounts.models import User

__all__ = ["MAX_BYTES", "rows_of", "take_in"]

INDUSTRY, NAME = "industry", "name"
HEADERS = {
    INDUSTRY: ("行业代码", "产业代码", "industry", "industry code", "code"),
    NAME: ("行业名称", "产业名称", "行业", "产业", "name"),
    "output_yuan_per_mu": ("亩均产值", "地均产值", "产出强度", "output", "output per mu"),
    "investment_yuan_per_mu": ("亩均投资", "地均投资", "投资强度", "investment", "investment per mu"),
    "tax_yuan_per_mu": ("亩均税收", "地均税收", "税收强度", "tax", "tax per mu"),
}
VALUES = tuple(name for name in HEADERS if name.endswith("_per_mu"))
YUAN_PER_MU = {
    "万元/亩": 1e4, "元/亩": 1.0, "万元/公顷": 1e4 / 15, "元/平方米": 1e4 / 15, "元/㎡": 1e4 / 15, "元/m2": 1e4 / 15,
    "亿元/平方公里": 1e8 / 1500, "10k yuan/mu": 1e4, "yuan/mu": 1.0,
}  # fmt: skip
MOST_YUAN_PER_MU = 1e10
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
BRACKETS = re.compile(r"^(.*?)\s*[(\[【]\s*(.*?)\s*[)\]】]$")
LONGEST_NAME = 120


@dataclass(frozen=True)
class Column:
    at: int
    header: str
    factor: float = 1.0


def take_in(content: bytes, file_name: str, name: str, valid_from: dt.date, user: "User") -> GuidelineEdition:
    """The edition of that name with the file's rows instead of those it had. Raises GuidelineRefusedError."""
    rows = rows_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        revision = bump_revision()  # first, so that uploads wait for one another
        other = GuidelineEdition.objects.filter(valid_from=valid_from).exclude(name=name).first()
        if other:
            raise GuidelineRefusedError(
                [fault("guideline.starts_with_another", other=other.name, day=valid_from)]
            )
        source = Source.objects.create(
            kind=SourceKind.MANUAL,
            title=f"产业用地指南：{name}",
            dated=valid_from,
            reference=f"{_printable(file_name)} sha256:{sha256}",
        )
        edition, _ = GuidelineEdition.objects.update_or_create(
            name=name, defaults={"valid_from": valid_from, "source": source}
        )
        edition.rows.all().delete()
        IndustryGuideline.objects.bulk_create([IndustryGuideline(edition=edition, **row) for row in rows])
        details = {"user_id": user.pk, "park_ids": None, "revision": revision}
        transaction.on_commit(lambda: _announce(details))
    return edition


def _announce(details: dict[str, Any]) -> None:
    inventory_edited.send_robust(sender=GuidelineEdition, **details)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows as they are stored. Raises GuidelineRefusedError with every fault."""
    faults: list[CellFault] = []
    try:
        cells = cells_of(content)
        if len(cells) < 2:
            raise FaultyTableError(fault("guideline.empty"))
        columns = _columns(cells[0], faults)
    except FaultyTableError as error:
        raise GuidelineRefusedError([error.fault]) from error
    rows = _rows(cells[1:], columns, faults)
    if faults:
        raise GuidelineRefusedError(faults)
    return rows


def _columns(header: tuple[int, list[Any]], faults: list[CellFault]) -> dict[str, Column]:
    """Other columns, remarks for example, are let be."""
    number, cells = header
    columns: dict[str, Column] = {}
    for at, cell in enumerate(cells):
        text = _normal(cell)
        found = BRACKETS.match(text)
        title, unit = found.groups() if found else (text, "")
        name = next((name for name, titles in HEADERS.items() if title.lower() in titles), None)
        if name is None:
            continue
        if name in columns:
            faults.append(fault("guideline.column_twice", number, text))
            continue
        columns[name] = Column(at, text, _factor(name, text, unit, number, faults))
    _check_present(columns, number, faults)
    return columns


def _factor(name: str, header: str, unit: str, row: int, faults: list[CellFault]) -> float:
    """Yuan per mu of one of the header's unit, which is never guessed."""
    if name not in VALUES:
        return 1.0
    if not unit:
        faults.append(fault("guideline.unit_missing", row, header, example=f"{header}（万元/亩）"))
    elif unit.lower() not in YUAN_PER_MU:
        known = "、".join(YUAN_PER_MU)
        faults.append(fault("guideline.unit_unknown", row, header, unit=unit, known=known))
    return YUAN_PER_MU.get(unit.lower(), 1.0)


def _check_present(columns: dict[str, Column], row: int, faults: list[CellFault]) -> None:
    if INDUSTRY not in columns:
        faults.append(fault("guideline.column_missing", row, "行业代码"))
    if not any(name in columns for name in VALUES):
        faults.append(fault("guideline.column_missing", row, "亩均产值、亩均投资或亩均税收"))


def _rows(cells: Cells, columns: dict[str, Column], faults: list[CellFault]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    first: dict[str, int] = {}
    for number, line in cells:
        given = {name: line[c.at] if c.at < len(line) else None for name, c in columns.items()}
        row: dict[str, Any] = {NAME: _name(given, columns, number, faults)}
        if INDUSTRY in columns:
            row[INDUSTRY] = _industry(given[INDUSTRY], columns[INDUSTRY].header, number, first, faults)
        for name in VALUES:
            if name in columns:
                row[name] = _value(given[name], columns[name], number, faults)
        if all(is_blank(given.get(name)) for name in VALUES):
            faults.append(fault("guideline.no_value", number))
        rows.append(row)
    return rows


def _industry(cell: Any, header: str, row: int, first: dict[str, int], faults: list[CellFault]) -> str:
    code = _normal(cell).upper()
    if not code:
        faults.append(fault("guideline.industry_missing", row, header))
    elif not re.fullmatch(GUIDELINE_CODE, code):
        faults.append(fault("guideline.industry_code", row, header, value=code))
    elif code in first:
        faults.append(fault("guideline.industry_twice", row, header, value=code, first=first[code]))
    else:
        first[code] = row
    return code


def _name(given: dict[str, Any], columns: dict[str, Column], row: int, faults: list[CellFault]) -> str:
    if NAME not in columns or is_blank(given[NAME]):
        return ""
    text = str(given[NAME]).strip()
    if len(text) > LONGEST_NAME or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        faults.append(fault("guideline.text", row, columns[NAME].header))
    return text


def _value(cell: Any, column: Column, row: int, faults: list[CellFault]) -> float | None:
    if is_blank(cell):
        return None
    text = _normal(cell)
    plain = isinstance(cell, int | float) and not isinstance(cell, bool)
    if not plain and not NUMBER.fullmatch(text):
        faults.append(fault("guideline.not_a_number", row, column.header, value=text))
        return None
    value = float(cell) if plain else float(text.replace(",", ""))
    yuan = round(value * column.factor, 2) if math.isfinite(value) else value
    if value < 0:
        faults.append(fault("guideline.negative", row, column.header, value=text))
    elif not yuan <= MOST_YUAN_PER_MU:
        limit = f"{MOST_YUAN_PER_MU / 1e4:,.0f}"
        faults.append(fault("guideline.implausible", row, column.header, value=text, limit=limit))
    return yuan


def _printable(file_name: str) -> str:
    return "".join(letter for letter in file_name if letter.isprintable())[:100]


def _normal(cell: Any) -> str:
    """Full-width letters and digits are the same as others (全角)."""
    return unicodedata.normalize("NFKC", "" if cell is None else str(cell)).strip()
