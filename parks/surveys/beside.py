"""A row beside the parcel that is stored under its code (逐项对比), field by field, and the parcels around it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.gis.db.models.functions import Area, AsGeoJSON, Transform
from django.contrib.gis.geos import Polygon
from django.db import connection

from parks.accounts.models import User
from parks.inventory.geojson import DIGITS
from parks.inventory.models import Parcel, Park
from parks.surveys.crs import MEASURE
from parks.surveys.models import SurveyRow, SurveyUpload
from parks.surveys.sql import statement

FIELDS = (
    "park_code", "tenure", "procedure", "procedure_area_m2", "certificate", "land_use", "declared_area_m2", "area_m2",
    "owner_name", "address", "surveyed_on", "gfa_legal_m2", "gfa_illegal_pre2009_m2", "gfa_illegal_post2009_m2",
    "storeys", "built_year",
)  # fmt: skip
OF_BUILDINGS = ("storeys", "built_year")
LEGALITIES = ("legal", "illegal_pre2009", "illegal_post2009")
AROUND_DEGREES = 0.0003
"""Some 30 m."""
NEIGHBORS = 200
TENTH = 0.05


def row_of(upload: SurveyUpload, row: int) -> Any | None:
    """The row with its `shape` (GeoJSON) and its area `measured` as the inventory does."""
    shapes = {
        "shape": AsGeoJSON("geometry", precision=DIGITS),
        "measured": Area(Transform("geometry", MEASURE)),
    }
    return upload.rows.annotate(**shapes).filter(row=row).first()


def differences(row: Any, stored: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the file says otherwise than the inventory; what it does not say changes nothing."""
    said = {name: getattr(row, name, None) for name in FIELDS}
    said["park_code"] = Park.objects.filter(pk=row.park_id).values_list("code", flat=True).first()
    said["area_m2"] = row.measured.sq_m if row.measured else None
    found = []
    for name in FIELDS:
        before, now = stored.get(name), said[name]
        if now is not None and _differ(before, now):
            found.append({"field": name, "stored": before, "file": now})
    return found


def _differ(before: Any, now: Any) -> bool:
    if isinstance(before, float | int) and isinstance(now, float | int):
        return abs(before - now) > TENTH
    return bool(before != now)


def stored_parcel(code: str | None, user: User) -> dict[str, Any]:
    """What is stored under the code, if the user may see it."""
    with connection.cursor() as cursor:
        cursor.execute(statement("stored_parcel"), {"code": code})
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    if not found or not str(found[0]["area_code"]).startswith(tuple(user.scope)):
        return {}
    stored = found[0]
    for name in OF_BUILDINGS:
        told = [stored[f"{legality}_{name}"] for legality in LEGALITIES]
        stored[name] = max((value for value in told if value is not None), default=None)
    return stored


def around(row: SurveyRow, user: User) -> list[tuple[str, str]]:
    """Stored parcels within some 30 m that the user may see, the row's own left out."""
    if row.geometry is None:
        return []
    west, south, east, north = row.geometry.extent
    box = Polygon.from_bbox(
        (west - AROUND_DEGREES, south - AROUND_DEGREES, east + AROUND_DEGREES, north + AROUND_DEGREES)
    )
    box.srid = 4490
    near = Parcel.objects.visible_to(user).filter(geometry__bboverlaps=box).exclude(code=row.code or "")
    shape = AsGeoJSON("geometry", precision=DIGITS)
    return list(near.annotate(shape=shape).order_by("code").values_list("code", "shape")[:NEIGHBORS])
