"""Search by name and code over parks, areas, enterprises and parcels; at most twenty hits, nearest meaning first."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from parks.accounts.models import User
from parks.inventory.models import AdminArea, Enterprise, Parcel, Park, Tenancy

LIMIT = 20
Hit = dict[str, Any]


def search(user: User, text: str) -> list[Hit]:
    """What the user may see whose code starts with, or whose name holds, the text."""
    wanted = text.strip()
    if not wanted:
        return []
    hits: list[Hit] = []
    for source in (_parks, _areas, _enterprises, _parcels):
        if len(hits) < LIMIT:
            hits.extend(source(user, wanted))
    return hits[:LIMIT]


def _closeness(field: str, text: str) -> Case:
    """Equal, then starting with, then holding the text."""
    return Case(
        When(**{field: text}, then=Value(0)),
        When(**{f"{field}__istartswith": text}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _hit(kind: str, key: Any, code: str, name: str, context: str, **more: Any) -> Hit:
    return {"type": kind, "id": key, "code": code, "name": name, "context": context,
            "park": None, "bounds": None, "point": None, **more}  # fmt: skip


def _place(area: AdminArea | None) -> str:
    names = []
    while area is not None and area.level != AdminArea.Level.CITY:
        names.append(area.name)
        area = area.parent
    return " · ".join(reversed(names))


def _parks(user: User, text: str) -> Iterator[Hit]:
    found = (
        Park.objects.visible_to(user)
        .filter(Q(name__icontains=text) | Q(code__startswith=text) | Q(area__name__icontains=text))
        .select_related("summary", "area__parent__parent__parent")
        .order_by(_closeness("name", text), "code")[:10]
    )
    for park in found:
        summary = getattr(park, "summary", None)
        bounds = summary.geometry.extent if summary else None
        yield _hit("park", park.pk, park.code, park.name, _place(park.area), park=park.pk, bounds=bounds)


def _areas(user: User, text: str) -> Iterator[Hit]:
    found = (
        AdminArea.objects.filter(Q(name__icontains=text) | Q(code__startswith=text))
        .exclude(level=AdminArea.Level.CITY)
        .select_related("parent__parent__parent")
        .order_by(_closeness("name", text), "code")[:6]
    )
    for area in found:
        bounds = area.boundary.extent if area.boundary else None
        point = area.position.coords if area.position else None
        yield _hit("area", area.code, area.code, area.name, _place(area.parent), bounds=bounds, point=point)


def _enterprises(user: User, text: str) -> Iterator[Hit]:
    found = list(
        Enterprise.objects.visible_to(user)
        .filter(Q(name__icontains=text) | Q(uscc__startswith=text.upper()))
        .order_by(_closeness("name", text), "uscc")[:6]
    )
    seats: dict[int, Park] = {}
    held = Tenancy.objects.visible_to(user).current().filter(enterprise__in=found)
    for tenancy in held.select_related("parcel__park__summary").order_by("-land_area_m2"):
        seats.setdefault(tenancy.enterprise_id, tenancy.parcel.park)
    for firm in found:
        park = seats.get(firm.pk)
        summary = getattr(park, "summary", None)
        yield _hit(
            "enterprise", firm.pk, firm.uscc, firm.name, park.name if park else "",
            park=park.pk if park else None, bounds=summary.geometry.extent if summary else None,
        )  # fmt: skip


def _parcels(user: User, text: str) -> Iterator[Hit]:
    if len(text) < 6:
        return
    found = (
        Parcel.objects.visible_to(user)
        .filter(code__startswith=text.upper())
        .select_related("park")
        .order_by("code")[:6]
    )
    for parcel in found:
        yield _hit(
            "parcel", parcel.pk, parcel.code, parcel.owner_name or parcel.code, parcel.park.name,
            park=parcel.park_id, bounds=parcel.geometry.extent,
        )  # fmt: skip
