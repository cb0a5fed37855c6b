"""A sheet (工作表) as rows of cells, made a table: header found, totals and blank rows left out and said so, cells as text.
Rows keep the numbers they have in the sheet."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
import pandas as pd
import pyarrow as pa

from parks.surveys.columns import match_one
from parks.surveys.encoding import Encoding
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers import header, shape_columns
from parks.surveys.readers.header import Header, Merged
from parks.surveys.readers.reading import Limits, Reading, Source
from parks.surveys.refusals import RefusedError

LEFT_OUT = Rule(
    "sheet.totals-row", Severity.NOTE,
    "第 {row} 行是合计或附注（“{text}”），没有读取",
    "Row {row} is a total or a remark (“{text}”) and was not read",
)  # fmt: skip
BLANK = Rule(
    "sheet.blank-rows", Severity.NOTE,
    "数据之间有 {count} 个空行（第一个是第 {row} 行），已跳过，其他行的行号不变",
    "{count} blank rows among the data (the first is row {row}) were skipped; the others keep their numbers",
)  # fmt: skip
HIDDEN = Rule(
    "sheet.hidden-rows", Severity.NEEDS_REASON,
    "有 {count} 行在工作表中被隐藏或筛掉（如第 {row} 行），已同其他行一样读取，请确认",
    "{count} rows are hidden or filtered out in the sheet (row {row} is one); they were read like the others; please confirm",
)  # fmt: skip
MERGED = Rule(
    "sheet.merged-cells", Severity.NEEDS_REASON,
    "“{column}”第 {first} 至 {last} 行是合并单元格，只有第 {first} 行取到值，其余按空白读取",
    "Cells of {column} are merged from row {first} to {last}: only row {first} has the value, the others were read as blank",
)  # fmt: skip
TOO_LONG = Rule(
    "sheet.more-cells", Severity.MUST_FIX,
    "这一行有 {count} 个单元格，多于表头的 {columns} 个，请检查分隔符和引号",
    "The row has {count} cells, more than the header's {columns}; check separators and quotes",
)  # fmt: skip
ERROR = Rule(
    "cell.error", Severity.MUST_FIX,
    "公式的结果是错误值 {error}",
    "The formula results in the error {error}",
)  # fmt: skip
UNCACHED = Rule(
    "cell.no-result", Severity.MUST_FIX,
    "公式没有保存计算结果，请用 Excel 或 WPS 打开、保存后再上传",
    "The formula's result was not saved with it; open and save the file in Excel or WPS, then upload it",
)  # fmt: skip
DIGITS = Rule(
    "cell.digits-lost", Severity.MUST_FIX,
    "长编码存成了数字，末尾几位已丢失（现为 {value}），请把该列设为文本后重新填写",
    "A long code was stored as a number and has lost its last digits (now {value}); make the column text and fill it in again",
)  # fmt: skip
NO_RESULT = ""
EXACT_UP_TO, SHORT = 1e15, 3
SCIENTIFIC = re.compile(r"\s*\d(\.\d+)?e\+?(1[5-9]|2\d)\s*", re.I)
SUM = re.compile(r"[(\[]?(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|total\b|sum\b)", re.I)
REMARK = re.compile(r"(填表|制表|填报|审核|复核|联系|备注|说明|注)\S{0,8}\s*:")
REMARK_CELLS, LABELS_WITHIN = 4, 3
BATCH, LOOKED_AT = 20_000, 200
LISTED = 50

Cells = Sequence[object]


@dataclass(frozen=True)
class Grid:
    """`rows` with their numbers, blank ones included or not. `faults`: (row, position) → the error value of a formula, or
    NO_RESULT where none was stored with it."""

    name: str
    rows: Iterable[tuple[int, Cells]]
    merged: Sequence[Merged] = ()
    hidden: Collection[int] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook before it is loaded."""

    name: str
    hidden: bool
    filled: bool
    load: Callable[[], Grid]


def read(grid: Grid, source: Source, kind: str, encoding: Encoding, issues: Sequence[Issue] = ()) -> Reading:
    """Raises RefusedError where there are no rows, or more than allowed."""
    rows = iter(grid.rows)
    first = list(islice(rows, header.SEARCHED))
    texts = [(number, [tidy(cell) for cell in cells]) for number, cells in first]
    found = header.find([(number, cells) for number, cells in texts if any(cells)], grid.merged)
    shapes = shape_columns.find(found.columns)
    wanted = source.wanted(found.columns, False)
    table = _Table(found, [c for c in found.columns if c in wanted or c in shapes.names], source.limits)
    for number, cells in chain(first, rows):
        if number > found.last:
            table.add(number, cells)
    frame, index = table.frame(), np.asarray(table.numbers)
    geometry, crs_text, unreadable = shape_columns.read(
        shapes,
        {name: [t if isinstance(t, str) else None for t in frame[name]] for name in shapes.names},
        index,
    )
    return Reading(
        format=kind,
        layer=grid.name,
        encoding=encoding,
        crs_text=crs_text,
        columns=found.columns,
        table=frame[wanted],
        geometry=geometry,
        issues=(*issues, *found.issues, *table.issues(grid), *unreadable),
        shape_columns=shapes.names,
        unused=table.unused([name for name in found.columns if name not in wanted]),
    )


def tidy(cell: object) -> str | None:
    """A header's text: line breaks within it are none."""
    text = text_of(cell)
    return re.sub(r"\s*[\r\n]+\s*", "", text).strip() or None if text else None


def text_of(cell: object) -> str | None:
    """A cell's value as text, exactly: dates as ISO, whole numbers without a point."""
    if isinstance(cell, str):
        return cell or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_UP_TO else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


class _Table:
    """Collects the wanted columns, batch by batch, so that no row stays in memory as cells."""

    def __init__(self, found: Header, columns: Sequence[str], limits: Limits) -> None:
        self.positions = {name: found.columns.index(name) for name in columns}
        self.columns, self.width, self.limits = found.columns, len(found.columns), limits
        self.code = next((i for i, c in enumerate(found.columns) if match_one(c).field == "code"), None)
        self.numbers: list[int] = []
        self._issues: list[Issue] = []
        self._blank: list[int] = []
        self._gap: list[int] = []
        self._batches: list[pa.Table] = []
        self._open: dict[str, list[object]] = {name: [] for name in columns}
        self._first: list[Cells] = []

    def add(self, number: int, cells: Cells) -> None:
        count = next((i for i in range(len(cells), 0, -1) if not _is_blank(cells[i - 1])), 0)
        if not count:
            self._gap.append(number)
        elif remark := self._remark(cells[:count]):
            self._issues.append(LEFT_OUT.at(None, row=number, text=remark[:40]))
        else:
            if count > self.width:
                self._issues.append(TOO_LONG.at(number, count=count, columns=self.width))
            self._take(number, cells)

    def _remark(self, cells: Cells) -> str | None:
        """What makes a row without a parcel code a total or a remark, if anything does."""
        if self.code is not None and len(cells) > self.code:
            code = _plain(cells[self.code])
            if code and not SUM.match(code) and not REMARK.match(code):
                return None
        said = [text for text in map(_plain, cells) if text]
        remark = next((text for text in said[:LABELS_WITHIN] if SUM.match(text)), None)
        if remark is None and len(said) <= REMARK_CELLS and self.code is not None:
            remark = next((text for text in said if REMARK.match(text)), None)
        return remark

    def _take(self, number: int, cells: Cells) -> None:
        if self.numbers:
            self._blank.extend(self._gap)
        self._gap.clear()
        self.numbers.append(number)
        if len(self.numbers) > self.limits.rows:
            limit = f"{self.limits.rows:,}"
            raise RefusedError("file.too-many-rows", rows=f"{len(self.numbers):,}+", limit=limit)
        if len(self._first) < LOOKED_AT:
            self._first.append(cells)
        for name, position in self.positions.items():
            self._open[name].append(cells[position] if position < len(cells) else None)
        if len(self.numbers) % BATCH == 0:
            self._close()

    def _close(self) -> None:
        columns = {name: self._texts(name, cells) for name, cells in self._open.items()}
        self._batches.append(
            pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
        )
        for cells in self._open.values():
            cells.clear()

    def _texts(self, name: str, cells: Sequence[object]) -> list[str | None]:
        """The last rows' cells of a column as text; which of them have lost digits is said."""
        texts = [text_of(cell) for cell in cells]
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True), len(self.numbers) - len(cells)):
            if text and len(text) > SHORT and _has_lost_digits(cell):
                self._issues.append(DIGITS.at(self.numbers[at], name, text, value=text))
        return texts

    def frame(self) -> pd.DataFrame:
        if not self.numbers:
            raise RefusedError("file.no-rows")
        self._close()
        frame = pa.concat_tables(self._batches).to_pandas() if self.positions else pd.DataFrame()
        frame.index = pd.Index(self.numbers, name="row")
        return frame

    def unused(self, names: Sequence[str]) -> pd.DataFrame:
        """How the first rows look in columns that were not wanted."""
        at = {name: self.columns.index(name) for name in names}
        return pd.DataFrame(
            {
                name: [text_of(cells[i]) if i < len(cells) else None for cells in self._first]
                for name, i in at.items()
            },
            dtype=object,
        )

    def issues(self, grid: Grid) -> Iterator[Issue]:
        """What is to be said of the rows and cells that were read, and of those that were not."""
        yield from self._issues
        if self._blank:
            yield BLANK.at(None, count=len(self._blank), row=self._blank[0])
        numbers, names = set(self.numbers), {at: name for name, at in self.positions.items()}
        if hidden := sorted(numbers.intersection(grid.hidden)):
            yield HIDDEN.at(None, count=len(hidden), row=hidden[0])
        for (row, position), error in grid.faults.items():
            if row in numbers and position in names:
                rule = UNCACHED if error == NO_RESULT else ERROR
                yield rule.at(row, names[position], error, error=error)
        beneath = (m for m in grid.merged if m[0] in numbers and m[2] > m[0] and m[1] in names)
        for first, position, last, _ in islice(beneath, LISTED):
            places = {"column": names[position], "first": first, "last": last}
            yield MERGED.at(first, names[position], **places)


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _plain(cell: object) -> str:
    return "" if _is_blank(cell) else unicodedata.normalize("NFKC", str(text_of(cell))).strip()


def _has_lost_digits(cell: object) -> bool:
    """Spreadsheets keep fifteen digits of a number."""
    if isinstance(cell, str):
        return cell[:1].isdigit() and SCIENTIFIC.fullmatch(cell) is not None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return math.isfinite(cell) and abs(cell) >= EXACT_UP_TO
