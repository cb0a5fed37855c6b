"""DXF: every polyline is a row with its layer (图层) and the texts that lie in it (文字). Only closed ones are polygons;
open ones stay lines, arcs stay arcs, and a polygon within another stays one of its own: nothing is guessed."""

import re
from collections import Counter

import numpy as np
import pandas as pd
import shapely

from parks.surveys.columns import match_one
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.dxf_parser import Drawing, Label, Polyline, parse
from parks.surveys.readers.parcel_codes import CODE, code_in, codes_in
from parks.surveys.readers.reading import CURVE, Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.tables import check_rows
from parks.surveys.readers.texts import Text, open_text
from parks.surveys.refusals import RefusedError

BINARY = b"AutoCAD Binary DXF"
HEADER = 64 * 1024
CODE_PAGE = re.compile(rb"\$DWGCODEPAGE\s+3\s+(\S+)")
VERSION = re.compile(rb"\$ACADVER\s+1\s+AC(\d{4})")
UNICODE_SINCE = 1021
CLOSE_M, CLOSE_DEGREES = 1e-3, 1e-8
PAIRS_AT_ONCE, MOST_PAIRS = 5_000_000, 50_000_000
NAMED_VALUE = re.compile(r"^([^:：=]{1,20})[:：=](.+)$")
LAYER, TEXT = "图层", "文字"
NOWHERE = -1

LEFT_OUT = Rule(
    "dxf.left-out", Severity.NOTE,
    "除多段线和文字外，还有 {names} 没有读取",
    "Besides polylines and texts there are {names}, which were not read",
)  # fmt: skip
LAYERS = Rule(
    "dxf.layers", Severity.NOTE,
    "多段线分布在 {count} 个图层：{names}；可以只选宗地所在的图层",
    "The polylines are on {count} layers: {names}; the parcels' layer alone can be chosen",
)  # fmt: skip
INSIDE = Rule(
    "dxf.inside", Severity.NOTE,
    "位于第 {other} 行的图形之内；DXF 没有说明它是洞还是另一块宗地，已作为单独一行",
    "Lies inside row {other}; the DXF does not say whether it is a hole or another parcel, so it is a row of its own",
)  # fmt: skip
CODES = Rule(
    "dxf.several-codes", Severity.MUST_FIX,
    "图形内有 {count} 个宗地代码：{codes}",
    "There are {count} parcel codes in the shape: {codes}",
)  # fmt: skip
LOOSE_TEXT = Rule(
    "dxf.loose-codes", Severity.NOTE,
    "{count} 个宗地代码文字不在任何闭合图形内：{codes}",
    "{count} parcel codes stand in no closed shape: {codes}",
)  # fmt: skip


def read(source: Source) -> Reading:
    text = _open(source)
    drawing = parse(text.lines(), source.limits.rows)
    layers = dict(Counter(p.layer for p in drawing.polylines))
    if not layers:
        raise RefusedError("dxf.no-polyline", names=_counted(drawing.others) or "空 / nothing")
    check_rows(len(drawing.polylines), source.limits)
    issues = _remarks(drawing, layers, source.answers.layer)
    if source.answers.layer:
        chosen = choose(list(layers), source.answers.layer)
        drawing.polylines = [p for p in drawing.polylines if p.layer == chosen]
    geometry, outlines = _geometries(drawing.polylines)
    table = _table(drawing, outlines, issues)
    return Reading(
        format="DXF",
        layer=source.answers.layer,
        encoding=text.encoding,
        crs_text=None,
        columns=[str(c) for c in table.columns],
        table=table,
        geometry=geometry,
        issues=tuple(issues),
        layers=layers if len(layers) > 1 else {},
    )


def _open(source: Source) -> Text:
    with source.path.open("rb") as file:
        head = file.read(HEADER)
    if head.startswith(BINARY):
        raise RefusedError("dxf.binary")
    version = VERSION.search(head)
    page = CODE_PAGE.search(head)
    if version and int(version[1]) >= UNICODE_SINCE:
        return open_text(source, source.path, "DXF", label=(b"UTF-8", "$ACADVER"))
    return open_text(source, source.path, "DXF", label=(page[1], "$DWGCODEPAGE") if page else None)


def _remarks(drawing: Drawing, layers: dict[str, int], wished: str) -> list[Issue]:
    issues = []
    if drawing.others:
        issues.append(LEFT_OUT.at(None, names=_counted(drawing.others)))
    if len(layers) > 1 and not wished:
        issues.append(LAYERS.at(None, LAYER, count=len(layers), names=_counted(Counter(layers))))
    return issues


def _counted(kinds: Counter[str]) -> str:
    listed = "、".join(f"{kind} × {count:,}" for kind, count in kinds.most_common(8))
    return listed + ("…" if len(kinds) > 8 else "")


def _geometries(polylines: list[Polyline]) -> tuple[np.ndarray, np.ndarray]:
    """The rows' shapes, and the outlines of the closed ones, arcs straightened, by which texts are found."""
    shapes = np.full(len(polylines), None, dtype=object)
    outlines = shapes.copy()
    for i, polyline in enumerate(polylines):
        points = polyline.points
        if _is_ring(polyline):
            outlines[i] = shapely.Polygon(points)
            shapes[i] = CURVE if polyline.curved else outlines[i]
        elif polyline.curved:
            shapes[i] = CURVE
        elif len(points) > 1:
            shapes[i] = shapely.LineString(points)
    return shapes, outlines


def _is_ring(polyline: Polyline) -> bool:
    """Closed by its flag, or where its ends meet within a millimetre."""
    points = polyline.points
    if len(points) < 3:
        return False
    near = CLOSE_M if np.abs(points).max() > 180 else CLOSE_DEGREES
    returns = bool((np.abs(points[0] - points[-1]) <= near).all())
    return polyline.closed or (returns and len(points) > 3)


def _table(drawing: Drawing, outlines: np.ndarray, issues: list[Issue]) -> pd.DataFrame:
    index = pd.RangeIndex(1, len(outlines) + 1, name="row")
    texts = _texts(drawing.labels, outlines, issues)
    records = [
        _record(row, p, texts[row - 1], issues) for row, p in zip(index, drawing.polylines, strict=True)
    ]
    _inside(outlines, issues)
    table = pd.DataFrame.from_records(records, index=index)
    return table.loc[:, table.notna().any()]


def _record(row: int, polyline: Polyline, lines: list[str], issues: list[Issue]) -> dict[str, str | None]:
    """The code stands in a text, else in what a cadastral program attached, else in the layer's name."""
    record: dict[str, str | None] = {}
    codes = sorted(codes_in(" ".join(lines)))
    if len(codes) > 1:
        issues.append(CODES.at(row, CODE, "", count=len(codes), codes="、".join(codes[:4])))
    else:
        attached = next((c for text in (*polyline.extended, polyline.layer) if (c := code_in(text))), None)
        record[CODE] = codes[0] if codes else attached
    for line in lines:
        if (named := NAMED_VALUE.match(line)) and match_one(named[1].strip()).how in ("exact", "alias"):
            record.setdefault(named[1].strip(), named[2].strip())
    return {**record, LAYER: polyline.layer or None, TEXT: "；".join(lines) or None}


def _texts(labels: list[Label], outlines: np.ndarray, issues: list[Issue]) -> list[list[str]]:
    """The lines of text in each outline, from top to bottom; a text in several belongs to the smallest."""
    texts: list[list[str]] = [[] for _ in outlines]
    labels = sorted(labels, key=lambda label: (-label.north, label.east))
    places = (
        shapely.points([(label.east, label.north) for label in labels]) if labels else np.empty(0, object)
    )
    loose: set[str] = set()
    for label, at in zip(labels, _smallest(outlines, places), strict=True):
        if at == NOWHERE:
            loose |= codes_in(" ".join(label.lines))
        else:
            texts[at] += label.lines
    if loose:
        issues.append(LOOSE_TEXT.at(None, CODE, "", count=len(loose), codes="、".join(sorted(loose)[:4])))
    return texts


def _inside(outlines: np.ndarray, issues: list[Issue]) -> None:
    for i, other in enumerate(_smallest(outlines, outlines)):
        if other != NOWHERE:
            issues.append(INSIDE.at(i + 1, other=int(other) + 1))


def _smallest(outlines: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """For each of `inner` the smallest outline it lies within that is larger than it."""
    found = np.full(len(inner), NOWHERE)
    size, own = shapely.area(outlines), shapely.area(inner)
    tree = shapely.STRtree(outlines)
    step = max(1, PAIRS_AT_ONCE // max(1, len(outlines)))
    pairs = 0
    for start in range(0, len(inner), step):
        try:
            left, right = tree.query(inner[start : start + step], predicate="within")
        except shapely.errors.GEOSException:
            continue
        pairs += len(left)
        if pairs > MOST_PAIRS:
            raise RefusedError("dxf.stacked")
        left = left + start
        larger = size[right] > np.nan_to_num(own[left])
        left, right = left[larger], right[larger]
        order = np.argsort(-size[right], kind="stable")
        found[left[order]] = right[order]
    return found
