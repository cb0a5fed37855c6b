"""Park rows: what list, table and export show of a park, read by one statement."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Func, QuerySet

from parks.accounts.models import User
from parks.appraisals.querysets import result_relation
from parks.inventory.models import Park
from parks.selections.models import Selection

Row = dict[str, Any]

OWN = ("id", "code", "name", "tenure", "main_use", "started_year", "is_synthetic")
SUMMARY = (
    "area_m2", "gfa_m2", "gfa_coverage", "far", "output_per_mu", "tax_per_mu", "procedure", "procedure_share",
    "labor_intensive_share", "leading_industry_share", "metro_distance_m", "parcel_count", "enterprise_count",
    "imputed_share", "year", "boundary_kind", "as_of", "source_title",
)  # fmt: skip
RESULT = (
    "grade", "grade_score", "grade_by_reference", "mode", "need", "opportunity", "priority", "rank", "completeness",
    "trust",
)  # fmt: skip
AREAS = {
    "own_area_name": "area__name",
    "parent_name": "area__parent__name",
    "grandparent_name": "area__parent__parent__name",
}
LEVELS = {"district": 6, "town": 9, "village": 12}


def park_rows(user: User | AnonymousUser, appraisal: int | None) -> QuerySet[Park, Row]:
    """Rows of the parks the user may see, with their results of that appraisal, ready for ParkFilter."""
    return (
        Park.objects.visible_to(user)
        .annotate(result=result_relation(appraisal))
        .values(
            *OWN,
            area_code=F("area_id"),
            **{name: F(path) for name, path in AREAS.items()},
            **{name: F(f"summary__{name}") for name in SUMMARY},
            **{name: F(f"result__{name}") for name in RESULT},
        )
    )


def by_rank(rows: QuerySet[Park, Row]) -> QuerySet[Park, Row]:
    return rows.order_by(F("result__rank").asc(nulls_last=True), "code")


def selection_rows(user: User | AnonymousUser, selection: Selection) -> QuerySet[Park, Row]:
    """The selection's parks in the selection's order, with the results it was made on."""
    return by_rank(park_rows(user, selection.appraisal_id).filter(pk__in=ids_in(selection)))


def ids_in(selection: Selection) -> QuerySet[Selection, Any]:
    """The selection's ids as a sub-select: thousands of parameters are slow to plan."""
    return Selection.objects.filter(pk=selection.pk).values(park=Func("ids", function="unnest"))


def area_refs(row: Row) -> dict[str, dict[str, str] | None]:
    """District, town and village of a row, each `{code, name}`; a park of a town has no village."""
    code = row["area_code"]
    levels = [level for level, digits in LEVELS.items() if digits <= len(code)]
    names = dict(zip(reversed(levels), (row[name] for name in AREAS), strict=False))
    return {
        level: {"code": code[:digits], "name": names[level]} if names.get(level) else None
        for level, digits in LEVELS.items()
    }
