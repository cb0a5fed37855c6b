"""The checks (检查), one per module, in the order in which their issues are listed. Pure: no database, no clock."""

from collections.abc import Callable, Iterator

from parks.surveys.checks import (
    area_tolerance,
    buildings,
    code_parts,
    codes,
    duplicates,
    far_given,
    floor_area,
    gaps,
    geometry,
    location,
    older,
    overlap_existing,
    overlap_file,
    papers,
    park,
    procedure,
    ranges,
    required,
    slivers,
    spikes,
    storeys,
    tenure,
    text,
    version,
    years,
)
from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue

CHECKS: tuple[Callable[[Context], Iterator[Issue]], ...] = (
    codes.check,
    code_parts.check,
    duplicates.check,
    required.check,
    geometry.check,
    slivers.check,
    spikes.check,
    location.check,
    park.check,
    overlap_file.check,
    overlap_existing.check,
    gaps.check,
    area_tolerance.check,
    tenure.check,
    papers.check,
    procedure.check,
    floor_area.check,
    far_given.check,
    storeys.check,
    buildings.check,
    years.check,
    older.check,
    ranges.check,
    text.check,
    version.check,
)


def run(context: Context, told: Callable[[float], None] = lambda part: None) -> list[Issue]:
    """Every issue of every check: the full report first. `told` hears which part of the checks is done."""
    issues: list[Issue] = []
    for done, check in enumerate(CHECKS):
        told(done / len(CHECKS))
        issues.extend(check(context))
    return issues
