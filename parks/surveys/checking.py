"""One upload from file to report: read, place, parse, compare, check, label. Nothing is written here."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from parks.inventory.cities.load import City, load_city
from parks.surveys import areas, checks, columns, crs, known, outcomes, shapes, values
from parks.surveys.answers import Answers
from parks.surveys.checks.context import Context, Sheet
from parks.surveys.columns import Match
from parks.surveys.crs import Decision
from parks.surveys.issues import Issue, Severity, shown
from parks.surveys.outcomes import Outcomes
from parks.surveys.readers import Limits, Reading, read
from parks.surveys.readers.reading import CURVE
from parks.surveys.refusals import RefusedError
from parks.surveys.shapes import Shapes

ORDER = {Severity.MUST_FIX: 0, Severity.NEEDS_REASON: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Report:
    """Everything known about a file after checking."""

    reading: Reading
    decision: Decision
    matches: list[Match]
    units: dict[str, str]
    values: pd.DataFrame
    shapes: Shapes
    issues: list[Issue]
    outcomes: Outcomes

    @property
    def bounds(self) -> list[float] | None:
        box = shapely.total_bounds(self.shapes.lonlat)
        return [float(v) for v in box] if np.isfinite(box).all() else None

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(self.outcomes.outcome)
        kinds = ("new", "update", "unchanged", "conflict", "rejected")
        return {"total": len(self.values), **{kind: int(found[kind]) for kind in kinds}}


def check(path: Path, name: str, answers: Answers, limits: Limits, scope: list[str]) -> Report:
    """Raises RefusedError where the file cannot be read at all."""
    city = load_city()
    reading = read(path, name, answers, limits, recognized)
    decision = decide_crs(reading, answers, city)
    matches, issues = columns.match(reading.columns, short_names=reading.short_names)
    parsed = values.parse(reading.table, columns.used(matches))
    placed = shapes.prepare(reading.geometry, decision)
    units = areas.to_m2(parsed, placed.area_m2)
    sheet = Sheet(
        values=parsed.frame,
        headers=parsed.headers,
        shapes=placed.metric,
        lonlat=placed.lonlat,
        area_m2=placed.area_m2,
        fault=placed.fault,
        repair=placed.repair,
        change=placed.change,
    )
    context = Context(sheet, known.fetch(city, scope, placed.lonlat, parsed.frame))
    found = [*decision.issues, *issues, *parsed.issues, *checks.run(context)]
    found.sort(key=lambda issue: (ORDER[issue.severity], issue.row or 0))
    labels = outcomes.label(context, found)
    return Report(reading, decision, matches, units, parsed.frame, placed, found, labels)


def recognized(headers: list[str], short_names: bool) -> list[str]:
    """The columns that stand for a field: what else a file has is not read."""
    matches, _ = columns.match(headers, short_names=short_names)
    return [match.column for match in columns.used(matches).values()]


def decide_crs(reading: Reading, answers: Answers, city: City) -> Decision:
    centers = shapes.centers(reading.geometry)
    if not len(centers) and any(shape is CURVE for shape in reading.geometry):
        raise RefusedError("geometry.curves")
    return crs.decide(centers, reading.crs_text, answers.epsg, city)


def summary(report: Report) -> dict[str, object]:
    """How the file was read, as it is shown and kept."""
    encoding, decision = report.reading.encoding, report.decision
    return {
        "format": report.reading.format,
        "layer": shown(report.reading.layer),
        "rows": len(report.values),
        "columns": [shown(c) for c in report.reading.columns],
        "encoding": {
            "name": encoding.name,
            "evidence": encoding.evidence,
            "evidence_en": encoding.evidence_en,
            "sample": shown(encoding.sample),
            "otherwise": shown(encoding.otherwise),
        },
        "crs": {
            "epsg": decision.epsg,
            "label": decision.label,
            "swapped": decision.swapped,
            "evidence": shown(decision.evidence, limit=300),
            "evidence_en": shown(decision.evidence_en, limit=300),
        },
        "units": report.units,
    }


def issues_by_code(issues: list[Issue]) -> list[dict[str, object]]:
    """How many of each kind, in the order in which they are listed."""
    counts = Counter((issue.severity, issue.code) for issue in issues)
    return [{"code": code, "severity": str(severity), "count": n} for (severity, code), n in counts.items()]
