"""The card of one park (园区卡片): what its row does not say."""

from typing import Any

from django.db.models import Count, Sum

from parks.inventory.models import BuildingArea, ParkBoundary, ParkCondition, ParkSummary, ParkYear, Source
from parks.objections.services import objections_of
from parks.selections.serializers import ParkDetailSerializer


def park_card(park_id: int) -> dict[str, Any]:
    """Boundaries, condition, floor area by legality, years, every source behind them, and objections. The caller has checked that
    the user may see the park."""
    boundaries = list(
        ParkBoundary.objects.filter(park=park_id)
        .select_related("source")
        .defer("geometry", "geometry_3857")
        .order_by("kind", "-valid")
    )
    condition = ParkCondition.objects.filter(park=park_id).select_related("source").order_by("-as_of").first()
    years = list(ParkYear.objects.filter(park=park_id).select_related("source").order_by("-year", "status"))
    summary = ParkSummary.objects.filter(park=park_id).only("geometry").first()
    card = {
        "boundaries": boundaries,
        "condition": condition,
        "buildings": _buildings(park_id),
        "sources": _sources(park_id, [*boundaries, *years, *([condition] if condition else [])]),
        "years": years,
        "bounds": summary.geometry.extent if summary else None,
        "objections": objections_of("parks", [park_id]).get(park_id, []),
    }
    return ParkDetailSerializer(card).data


def _buildings(park_id: int) -> list[dict[str, Any]]:
    latest = (
        BuildingArea.objects.filter(parcel__park=park_id)
        .order_by("parcel_id", "legality", "-as_of")
        .distinct("parcel_id", "legality")
        .values("pk")
    )
    return list(
        BuildingArea.objects.filter(pk__in=latest, gfa_m2__gt=0)
        .values("legality")
        .annotate(gfa_m2=Sum("gfa_m2"), count=Count("pk"))
        .order_by("legality")
    )


def _sources(park_id: int, facts: list[Any]) -> list[Source]:
    """Sources of the facts shown, and of the park's parcels."""
    parcels = Source.objects.filter(parcel__park=park_id).distinct()
    found = {source.pk: source for source in [*(fact.source for fact in facts), *parcels]}
    return sorted(found.values(), key=lambda source: (source.dated, source.pk), reverse=True)
