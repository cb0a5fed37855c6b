"""Stored entries of the lists, with the names of what they are about."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_filters as df
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from assessment.lists.explaining import Explainer
from parks.accounts.models import User
from parks.appraisals.models import ListEntry, Subject
from parks.inventory.filters import IdFilter, ListFilter
from parks.inventory.models import Parcel
from parks.selections.filters import AreasFilter
from parks.selections.rows import area_refs

Json = dict[str, Any]
AREAS = {
    "own_area_name": "park__area__name",
    "parent_name": "park__area__parent__name",
    "grandparent_name": "park__area__parent__parent__name",
}


class ParkAreasFilter(AreasFilter):
    """By the area of the park that the subject lies in."""

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        inside = Q()
        for code in value or ():
            inside |= Q(park__area__code__startswith=code)
        return qs.filter(inside)


class EntryFilter(df.FilterSet):
    status = ListFilter(help_text="状态代码，逗号分隔")
    district = ParkAreasFilter(6)
    town = ParkAreasFilter(9)
    park = IdFilter(field_name="park_id")

    class Meta:
        model = ListEntry
        fields: list[str] = []


def entries_visible(appraisal: int, user: User) -> QuerySet[ListEntry, Json]:
    """The run's entries that the user may see, as rows with the names of subject, park and areas."""
    parcel = Parcel.objects.filter(pk=OuterRef("subject_id"))
    return (
        ListEntry.objects.filter(appraisal_id=appraisal)
        .visible_to(user)
        .annotate(
            parcel_code=Subquery(parcel.values("code")), parcel_holder=Subquery(parcel.values("owner_name"))
        )
        .order_by("name", "park__code", "subject_id")
        .values(
            "name",
            "subject",
            "subject_id",
            "status",
            "reasons",
            "effects",
            "evidence",
            "park_id",
            "parcel_code",
            "parcel_holder",
            park_code=F("park__code"),
            park_name=F("park__name"),
            is_synthetic=F("park__is_synthetic"),
            area_code=F("park__area_id"),
            **{name: F(path) for name, path in AREAS.items()},
        )
    )


def as_entries(rows: Iterable[Json]) -> Iterator[Json]:
    for row in rows:
        refs = area_refs(row)
        yield {
            **{key: row[key] for key in ("status", "reasons", "effects", "evidence", "is_synthetic")},
            "list": row["name"],
            "subject": _subject(row),
            "park": {"id": row["park_id"], "code": row["park_code"], "name": row["park_name"]},
            "district": refs["district"],
            "town": refs["town"],
        }


def _subject(row: Json) -> Json:
    code, name = None, None
    if row["subject"] == Subject.PARKS:
        code, name = row["park_code"], row["park_name"]
    elif row["subject"] == Subject.PARCELS:
        code, name = row["parcel_code"], row["parcel_holder"]
    return {"type": row["subject"], "id": row["subject_id"], "code": code, "name": name}


def spelled_out(entry: Json, explainer: Explainer) -> Json:
    """The entry with its codes explained; its evidence gives way to inputs and checks."""
    explained = explainer(entry["status"], entry["reasons"], entry["effects"], entry["evidence"])
    return {**{key: value for key, value in entry.items() if key not in ("evidence", "area")}, **explained}
