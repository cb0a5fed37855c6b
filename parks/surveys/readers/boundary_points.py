"""勘测定界 TXT: boundary points (界址点) under [地块坐标], a line that ends in @ before the points of each parcel (地块).
A parcel's row number is that of its line in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.boundary_header import crs_of, easting_first
from parks.surveys.readers.boundary_lines import ORDER, Line, ParcelLine, PointLine, grammar
from parks.surveys.readers.declared_areas import area_column
from parks.surveys.readers.parcel_codes import as_codes
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.rings import MOST_RINGS, Point, Rings, polygon, split
from parks.surveys.readers.tables import check_rows
from parks.surveys.readers.texts import open_text
from parks.surveys.refusals import RefusedError

KIND = "勘测定界 TXT"
MOST_POINTS = 200_000

BAD_LINE = Rule(
    "points.line", Severity.MUST_FIX,
    "文件第 {line} 行不是界址点（应为：点号,圈号,X 坐标,Y 坐标）",
    "Line {line} of the file is no boundary point (number, ring, X, Y)",
)  # fmt: skip
SHORT = Rule(
    "points.ring", Severity.MUST_FIX,
    "有一圈只有 {found} 个界址点（从 {label} 起），不成面",
    "A ring has only {found} boundary points (from {label})",
)  # fmt: skip
MISSES = Rule(
    "points.closing", Severity.MUST_FIX,
    "闭合点 {label} 与起点坐标不一致，相差 {apart:.3f}",
    "The closing point {label} is not where the ring began, but {apart:.3f} away",
)  # fmt: skip
COUNT = Rule(
    "points.count", Severity.NEEDS_REASON,
    "地块行写 {said} 个界址点，实际有 {found} 个，请核对是否缺点",
    "The parcel's line says {said} boundary points, there are {found}; check that none is missing",
)  # fmt: skip
NOT_CLOSED = Rule(
    "points.not-closed", Severity.NOTE,
    "{count} 圈没有写闭合点，已按面状地块从末点连回起点",
    "{count} rings have no closing point; being areas, they were closed from the last point to the first",
)  # fmt: skip
HOLES = Rule(
    "points.holes", Severity.NOTE,
    "{count} 圈位于另一圈之内，按位置读作洞（不论圈号）；其余各圈读作地块的组成部分",
    "{count} rings lie inside another and were read as holes, whatever their number; the others are parts",
)  # fmt: skip
EAST_FIRST = Rule(
    "points.east-first", Severity.NOTE,
    "{count} 个地块的坐标东在前、北在后（与规范相反），已按数值大小辨认",
    "{count} parcels have the easting before the northing, against the standard; told apart by their size",
)  # fmt: skip


@dataclass
class Parcel:
    """One parcel as it is written; `bad` is the first line under it that is no point."""

    line: int
    said: ParcelLine
    points: list[PointLine] = field(default_factory=list)
    bad: Line | None = None


@dataclass
class Tally:
    """What is said once for the file."""

    open: int = 0
    holes: int = 0
    east_first: int = 0


def read(source: Source) -> Reading:
    text = open_text(source, source.path, KIND)
    header: dict[str, str] = {}
    issues: list[Issue] = []
    lines, cells, shapes = list[int](), list[tuple[str | None, ...]](), list[object]()
    tally, same = Tally(), dict[str | None, str | None]()
    for parcel in parcels(text.lines(), header):
        lines.append(parcel.line)
        cells.append(tuple(same.setdefault(cell, cell) for cell in parcel.said.named().values()))
        shapes.append(_geometry(parcel, tally, issues))
        if len(lines) > source.limits.rows:
            check_rows(len(lines), source.limits)
    if not lines:
        raise RefusedError("points.no-parcel")
    geometry = np.array([*shapes, None], dtype=object)[:-1]
    table = pd.DataFrame.from_records(cells, columns=list(ORDER), index=pd.Index(lines, name="row"))
    table = as_codes(area_column(_filled(table), geometry, issues), ("地块编号", "地块名称"))
    return Reading(
        format=KIND,
        layer="",
        encoding=text.encoding,
        crs_text=crs_of(header, geometry),
        columns=[str(c) for c in table.columns],
        table=table,
        geometry=geometry,
        issues=(*_remarks(tally), *issues),
    )


def parcels(lines: Iterable[tuple[int, str]], header: dict[str, str]) -> Iterator[Parcel]:
    """Each parcel once its last point is read; what the file says before them goes into `header`. Points before the
    first parcel's line are a parcel of their own."""
    parcel: Parcel | None = None
    for line in grammar(lines):
        if isinstance(line.content, dict):
            header.update(line.content)
        elif isinstance(line.content, ParcelLine):
            if parcel:
                yield parcel
            parcel = Parcel(line.number, line.content)
        elif isinstance(line.content, PointLine):
            parcel = parcel or Parcel(line.number, ParcelLine([]))
            _add(parcel, line, line.content)
        elif parcel and not parcel.bad:
            parcel.bad = line
    if parcel:
        yield parcel


def _add(parcel: Parcel, line: Line, point: PointLine) -> None:
    """A point with more or fewer columns than the first has lost something: what looks like its numbers are others."""
    if parcel.points and parcel.points[0].columns != point.columns:
        parcel.bad = parcel.bad or line
    parcel.points.append(point)
    if len(parcel.points) > MOST_POINTS:
        raise RefusedError("file.broken", kind=KIND)


def _remarks(tally: Tally) -> list[Issue]:
    said = ((NOT_CLOSED, tally.open), (HOLES, tally.holes), (EAST_FIRST, tally.east_first))
    return [rule.at(None, count=count) for rule, count in said if count]


def _geometry(parcel: Parcel, tally: Tally, issues: list[Issue]) -> object:
    if parcel.bad:
        issues.append(BAD_LINE.at(parcel.line, "", parcel.bad.text, line=parcel.bad.number))
        return None
    east_first = easting_first(parcel.points)
    rings = split(
        [
            Point(p.label, p.ring, *((p.first, p.second) if east_first else (p.second, p.first)))
            for p in parcel.points
        ]
    )
    if fault := _fault(parcel, rings):
        issues.append(fault)
        return None
    if not rings.points:
        return None
    _count(parcel, rings, issues)
    shape, holes = polygon(rings.points)
    tally.east_first += east_first
    tally.open += len(rings.points) - rings.closed
    tally.holes += holes
    return shape


def _fault(parcel: Parcel, rings: Rings) -> Issue | None:
    if missed := rings.misses:
        closing, start = missed
        apart = float(np.hypot(closing.east - start.east, closing.north - start.north))
        return MISSES.at(parcel.line, label=closing.label, apart=apart)
    if short := rings.short:
        return SHORT.at(parcel.line, found=len(short), label=short[0].label or "—")
    if len(rings.points) > MOST_RINGS:
        raise RefusedError("file.broken", kind=KIND)
    return None


def _count(parcel: Parcel, rings: Rings, issues: list[Issue]) -> None:
    """The number of points may be written with closing points or without."""
    said, found = parcel.said.points, len(parcel.points)
    if said and not found - rings.closed <= said <= found:
        issues.append(COUNT.at(parcel.line, "界址点数", said, said=said, found=found))


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Without the columns in which no parcel says anything."""
    return table.loc[:, table.notna().any()]
