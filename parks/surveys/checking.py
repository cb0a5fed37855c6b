"""One upload from file to report: read, place, parse, compare, check, label. Nothing is written here."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from parks.inventory.cities.load import City, load_city
from parks.surveys import (
    areas,
    cells,
    checks,
    clipping,
    columns,
    crs,
    garbage,
    keys,
    known,
    mapping,
    outcomes,
    shapes,
    shift,
    values,
)
from parks.surveys.answers import Answers
from parks.surveys.checks.context import Context, Known, Sheet
from parks.surveys.checks.overlap_existing import told
from parks.surveys.columns import NOTHING, Match, Said
from parks.surveys.crs import Decision
from parks.surveys.issues import Issue, Severity, shown
from parks.surveys.outcomes import Outcomes
from parks.surveys.readers import Limits, Reading, read
from parks.surveys.readers.reading import CURVE, Wanted
from parks.surveys.refusals import RefusedError
from parks.surveys.shapes import Shapes
from parks.surveys.shift import Shift
from parks.surveys.values import Values

ORDER = {Severity.MUST_FIX: 0, Severity.NEEDS_REASON: 1, Severity.NOTE: 2}
Recall = Callable[[Sequence[str]], Said]
"""What was answered for the last file with these headers."""
Matched = Callable[[list[str], bool], tuple[list[Match], list[Issue]]]


def nothing(headers: Sequence[str]) -> Said:
    return NOTHING


@dataclass(frozen=True)
class Report:
    """Everything known about a file after checking."""

    reading: Reading
    decision: Decision
    shift: Shift
    matches: list[Match]
    units: dict[str, str]
    values: pd.DataFrame
    shapes: Shapes
    issues: list[Issue]
    outcomes: Outcomes
    left_out: Sequence[int] = ()

    @property
    def bounds(self) -> list[float] | None:
        if not len(self.shapes.lonlat):
            return None
        box = shapely.total_bounds(self.shapes.lonlat)
        return [float(v) for v in box] if np.isfinite(box).all() else None

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(self.outcomes.outcome)
        kinds = ("new", "update", "unchanged", "conflict", "rejected")
        counts = {kind: int(found[kind]) for kind in kinds}
        counts["rejected"] += len(self.left_out)
        return {"total": len(self.values) + len(self.left_out), **counts}


Reader = Callable[[Path, str, Answers, Limits, Wanted], Reading]
Step = Callable[..., None]
"""Told before each stage (`progress.Progress.step`): the stage, the rows, and the part of it that is done."""


def silent(stage: str, rows: int | None = None, part: float = 0.0) -> None:
    """Nobody waits."""


@garbage.left_alone()
def check(
    path: Path,
    name: str,
    answers: Answers,
    limits: Limits,
    scope: list[str],
    *,
    basis: Mapping[int, int | None] | None = None,
    step: Step = silent,
    recall: Recall = nothing,
    reader: Reader = read,
) -> Report:
    """`basis`: the stored parcel that a row was based on (its fingerprint, None for none), where that has changed since.
    `recall`: what was answered for the last file with these headers. `reader`: of the file, whose shapes may be another's.

    Raises RefusedError where the file cannot be read at all."""
    city = load_city()
    step("reading")
    matched = partial(match, answers, recall)
    whole = reader(path, name, answers, limits, partial(recognized, matched))
    reading, left_out = without(whole, answers.left_out)
    del whole
    rows = len(reading.table)
    garbage.give_back(rows)
    step("placing", rows)
    decision = decide_crs(reading, answers, city)
    matches, issues = matched(reading.columns, reading.short_names)
    if decision is crs.NO_SHAPES:
        issues = keys.explained(issues, matches)
    wanted = {row: cell for row, cell in answers.cells.items() if row not in answers.left_out}
    table, answered = cells.apply(reading.table, wanted)
    parsed = values.parse(table, columns.used(matches))
    del table
    garbage.give_back(rows)
    placed = shapes.prepare(reading.geometry, decision, answers.shift)
    reading = shown_of(reading)
    garbage.give_back(rows)
    step("comparing", rows)
    around = known.fetch(city, scope, placed.lonlat, parsed.frame)
    placed, clipped = _clipped(parsed, placed, around, answers)
    context = Context(_sheet(parsed, placed), around)
    units = areas.to_m2(parsed, context.area_m2)
    shifted = detect_shift(context, answers, city)
    checked = checks.run(context, partial(_next_check, step, rows))
    of_shift = shift.issues(shifted, answers.shift)
    of_reading = [*decision.issues, *of_shift, *reading.issues, *issues]
    found = [*of_reading, *answered, *clipped, *parsed.issues, *checked]
    found.sort(key=lambda issue: (ORDER[issue.severity], issue.row or 0))
    garbage.give_back(rows)
    labels = outcomes.label(context, found, basis or {}, answers.overridden)
    garbage.give_back(rows)
    return Report(reading, decision, shifted, matches, units, parsed.frame, placed, found, labels, left_out)


def without(reading: Reading, unwanted: Collection[int]) -> tuple[Reading, list[int]]:
    """The file without the rows that the clerk leaves out, and which these are. They still tell of its coordinate system."""
    if not unwanted:
        return reading, []
    out = reading.table.index.isin(list(unwanted))
    said = tuple(issue for issue in reading.issues if issue.row not in unwanted)
    kept = replace(
        reading,
        table=reading.table[~out],
        geometry=reading.geometry[~out],
        issues=said,
        all_shapes=reading.every_shape,
    )
    return kept, reading.table.index[out].tolist()


def _sheet(parsed: Values, placed: Shapes) -> Sheet:
    return Sheet(
        values=parsed.frame,
        headers=parsed.headers,
        shapes=placed.metric,
        lonlat=placed.lonlat,
        area_m2=placed.area_m2,
        fault=placed.fault,
        repair=placed.repair,
        change=placed.change,
        points=placed.points,
    )


def _clipped(parsed: Values, placed: Shapes, around: Known, answers: Answers) -> tuple[Shapes, list[Issue]]:
    """The shapes of the rows that are to be clipped, cut to what is stored beside them."""
    if not answers.clipped:
        return placed, []
    context, rows = Context(_sheet(parsed, placed), around), parsed.frame.index
    at = np.flatnonzero(rows.isin(list(answers.clipped)) & context.usable)
    return clipping.clip(placed, at, rows.to_numpy(), told(context))


def shown_of(reading: Reading) -> Reading:
    """What is shown of a file that was read: its first rows, so that the others need not be kept."""
    few = np.arange(min(len(reading.table), mapping.LOOKED_AT))
    return replace(reading, table=reading.table.take(few), geometry=reading.geometry[few])


def _next_check(step: Step, rows: int, part: float) -> None:
    garbage.give_back(rows)
    step("checking", rows, part)


def match(
    answers: Answers, recall: Recall, headers: list[str], short_names: bool
) -> tuple[list[Match], list[Issue]]:
    answered, remembered = Said(answers.columns, answers.units), recall(headers)
    return columns.match(headers, short_names=short_names, answered=answered, remembered=remembered)


def recognized(matched: Matched, headers: list[str], short_names: bool) -> list[str]:
    """The columns that stand for a field: what else a file has is not read."""
    matches, _ = matched(headers, short_names)
    return [match.column for match in columns.used(matches).values()]


def decide_crs(reading: Reading, answers: Answers, city: City) -> Decision:
    every = reading.every_shape
    if shapely.is_missing(every).all():
        return crs.NO_SHAPES
    centers = shapes.centers(every)
    if not len(centers) and any(shape is CURVE for shape in every):
        raise RefusedError("geometry.curves")
    return crs.decide(centers, reading.crs_text, answers.epsg, city)


def detect_shift(context: Context, answers: Answers, city: City) -> Shift:
    sheet, held = context.sheet, context.known
    applied = answers.shift or "none"
    rows = shift.sample(sheet.lonlat, sheet.values["code"], sheet.values["park_code"], applied)
    named = held.parcels[held.parcels["code"].isin(rows.codes)]
    parcels, parks = known.within(named, held.scope), known.within(held.parks, held.scope)
    return shift.detect(rows, parcels, parks, partial(known.parks_around, city, held.scope))


def summary(report: Report) -> dict[str, object]:
    """How the file was read, as it is shown and kept."""
    encoding, decision = report.reading.encoding, report.decision
    return {
        "format": report.reading.format,
        "layer": shown(report.reading.layer),
        "layers": [{"name": shown(name), "rows": rows} for name, rows in report.reading.layers.items()],
        "rows": report.counts["total"],
        "columns": [shown(c) for c in report.reading.columns],
        "encoding": {
            "name": encoding.name,
            "evidence": encoding.evidence,
            "evidence_en": encoding.evidence_en,
            "sample": shown(encoding.sample),
            "otherwise": shown(encoding.otherwise),
            "doubt": encoding.doubt,
        },
        "crs": {
            "epsg": decision.epsg,
            "label": decision.label,
            "swapped": decision.swapped,
            "evidence": shown(decision.evidence, limit=300),
            "evidence_en": shown(decision.evidence_en, limit=300),
            "candidates": [asdict(candidate) for candidate in decision.candidates],
            "shift": asdict(report.shift),
        },
        "units": report.units,
    }


def issues_by_code(issues: list[Issue]) -> list[dict[str, object]]:
    """How many of each kind, in the order in which they are listed."""
    counts = Counter((issue.severity, issue.code) for issue in issues)
    return [{"code": code, "severity": str(severity), "count": n} for (severity, code), n in counts.items()]
