"""Excel workbooks: XLSX by calamine, after its parts were measured; XLS by xlrd, as calamine reads the errors of an XLS as
blank. Formulas are read as the results that were stored; several sheets are named, not guessed between."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from parks.surveys.encoding import Encoding
from parks.surveys.issues import Issue, Rule, Severity, shown
from parks.surveys.readers import grid, header, worksheet_xml, xls
from parks.surveys.readers.archive import entries, is_bomb, open_zip
from parks.surveys.readers.grid import Grid, Tab
from parks.surveys.readers.reading import Limits, Marker, Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.worksheet_xml import Facts
from parks.surveys.refusals import RefusedError

UNREAD = Rule(
    "sheet.unread", Severity.NOTE,
    "没有读取的工作表：{names}",
    "Sheets that were not read: {names}",
)  # fmt: skip
UNICODE = Encoding("Unicode", "Excel 文件自带编码", "an Excel file states its encoding", "", "")
ZIP = b"PK\x03\x04"
CELLS = 10_000_000
AREA = 28_000_000
"""Cells of a sheet, which are all in memory at once (some 90 bytes each), and places for cells (32 bytes)."""
MARK_SHEET = "cunyuan"
"""A sheet nobody sees, with the upload that a returned workbook (回传工作簿) came from."""


def read(source: Source) -> Reading:
    with source.path.open("rb") as file:
        kind = "XLS" if file.read(8) == xls.OLE else "XLSX"
    with _guarded(), (xls.opened if kind == "XLS" else _xlsx)(source.path, source.limits) as tabs:
        marker = _marker(tabs)
        tab, unread = _choose(tabs, source.answers.layer, returned=marker is not None)
        reading = grid.read(tab.load(), source, kind, UNICODE, unread)
    return replace(reading, marker=marker)


def marker(path: Path, limits: Limits) -> Marker | None:
    """Of which upload a file is the returned workbook; None for any other file."""
    with path.open("rb") as file:
        start = file.read(8)
    opener = xls.opened if start == xls.OLE else _xlsx if start.startswith(ZIP) else None
    if opener is None:
        return None
    try:
        with _guarded(), opener(path, limits) as tabs:
            return _marker(tabs)
    except RefusedError:
        return None


@contextmanager
def _guarded() -> Iterator[None]:
    """A damaged workbook is told from a broken program by where the error arose."""
    try:
        yield
    except RefusedError:
        raise
    except python_calamine.PasswordError as error:
        raise RefusedError("workbook.password") from error
    except python_calamine.CalamineError as error:
        raise RefusedError("file.broken", kind="Excel") from error


def _marker(tabs: Sequence[Tab]) -> Marker | None:
    tab = next((tab for tab in tabs if tab.hidden and tab.name == MARK_SHEET), None)
    if tab is None:
        return None
    cells = [str(grid.text_of(row[0])) for _, row in islice(tab.load().rows, 2) if len(row)]
    return Marker(int(cells[0]), cells[1]) if len(cells) == 2 and cells[0].isdecimal() else None


def _choose(tabs: Sequence[Tab], wished: str, *, returned: bool) -> tuple[Tab, list[Issue]]:
    """The sheet wished for, else the only one of a survey that can be seen; the others are named."""
    filled = [tab for tab in tabs if tab.filled and tab.name != MARK_SHEET]
    if not filled:
        raise RefusedError("file.no-rows")
    if wished:
        name = choose([tab.name for tab in filled], wished)
        chosen = next(tab for tab in filled if tab.name == name)
    else:
        chosen = _only_survey(filled, returned)
    unread = [_named(tab) for tab in filled if tab is not chosen]
    if not unread or returned:
        return chosen, []
    return chosen, [UNREAD.at(None, names="、".join(unread[:8]))]


def _only_survey(filled: Sequence[Tab], returned: bool) -> Tab:
    seen = [tab for tab in filled if not tab.hidden]
    if not seen:
        raise _asked("sheet.only-hidden", filled)
    likely = seen if len(seen) == 1 else [tab for tab in seen if _is_survey(tab, returned)]
    if len(likely) != 1:
        raise _asked("layers.several", filled)
    return likely[0]


def _asked(code: str, tabs: Sequence[Tab]) -> RefusedError:
    return RefusedError(code, [tab.name for tab in tabs], names="、".join(_named(tab) for tab in tabs[:8]))


def _named(tab: Tab) -> str:
    return shown(tab.name) + ("（隐藏）" if tab.hidden else "")


def _is_survey(tab: Tab, returned: bool) -> bool:
    """Whether one of the first rows is the header of a survey (of a returned workbook: with its row numbers)."""
    rows = [[grid.tidy(cell) for cell in cells] for _, cells in islice(tab.load().rows, header.SEARCHED)]
    if returned:
        return any(header.ROW_NUMBER in row or header.NUMBER_AGAIN in row for row in rows)
    return any(header.score(row) >= header.FEWEST for row in rows)


@contextmanager
def _xlsx(path: Path, limits: Limits) -> Iterator[list[Tab]]:
    facts = _measure(path, limits)
    try:
        with CalamineWorkbook.from_path(path) as book:
            yield [
                _xlsx_tab(book, sheet, facts[sheet.name])
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.name in facts
            ]
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise RefusedError("file.broken", kind="Excel") from error


def _measure(path: Path, limits: Limits) -> dict[str, Facts]:
    """Every part of the workbook, read through once before the library unpacks it."""
    left, found = limits.unpacked_bytes, {}
    with open_zip(path) as archive:
        names = entries(archive)
        sheets = {part: name for name, part in worksheet_xml.parts(archive, names).items()}
        if not sheets.keys() <= names.keys():
            raise RefusedError("file.broken", kind="Excel")
        for part, info in names.items():
            left -= info.file_size
            if left < 0 or is_bomb(info):
                raise RefusedError("zip.too-big", limit=limits.unpacked_bytes // 1024**2)
            pieces = worksheet_xml.pieces(archive, info)
            if part in sheets:
                found[sheets[part]] = facts = worksheet_xml.scan(pieces)
                if facts.rows * facts.columns > AREA or facts.cells > CELLS:
                    raise RefusedError("workbook.too-big", name=sheets[part], limit=f"{CELLS:,}")
            else:
                for _ in pieces:
                    pass
    return found


def _xlsx_tab(book: CalamineWorkbook, sheet: SheetMetadata, facts: Facts) -> Tab:
    hidden = sheet.visible is not SheetVisibleEnum.Visible
    return Tab(
        sheet.name, hidden, facts.cells > 0, lambda: _xlsx_grid(book.get_sheet_by_name(sheet.name), facts)
    )


def _xlsx_grid(sheet: CalamineSheet, facts: Facts) -> Grid:
    if len(facts.faults) >= worksheet_xml.FAULTS:
        raise RefusedError("workbook.failed", name=sheet.name, limit=f"{worksheet_xml.FAULTS:,}")
    merged = [
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    return Grid(sheet.name, _xlsx_rows(sheet), merged, facts.hidden, facts.faults)


def _xlsx_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[object]]]:
    """Rows are counted from the first of the sheet, columns from the first that holds anything."""
    margin: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [*margin, *cells]
