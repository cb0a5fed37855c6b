from collections.abc import Iterable, Iterator
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessment.lists.explaining import Explainer
from parks.accounts.permissions import Permission, needs, signed_in
from parks.appraisals.models import ListEntry
from parks.inventory.models import Park
from parks.lists import areas, entries, exporting, serializers
from parks.lists.asking import AreaRowFilter, asked_of
from parks.lists.runs import Json, ListRun, run_asked
from parks.lists.summaries import summaries

READ = needs(Permission.APPRAISALS_READ)
FILTERS = [
    *(
        OpenApiParameter(name, str, description=str(each.extra.get("help_text", "")))
        for name, each in entries.EntryFilter.base_filters.items()
        if name != "park"
    ),
    OpenApiParameter("park", int, description="园区编号"),
]


class Lists(APIView):
    """The lists with legal effect (名单) of the current appraisal, or of `?appraisal=`."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="lists",
        parameters=[serializers.RunQuerySerializer],
        responses=serializers.ListSummarySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        found = summaries(run_asked(request), signed_in(request))
        return Response(serializers.ListSummarySerializer(found, many=True).data)


def found_entries(request: Request, run: ListRun, name: str) -> Any:
    """Rows of that list as they are stored, filtered as the request asks; a table by area is in the legend."""
    legend, user = run.legend(name), signed_in(request)
    if "rows" in legend:
        asked = asked_of(AreaRowFilter, request)
        return areas.rows_asked(areas.rows_visible(legend, user), asked["status"], asked["district"])
    visible = entries.entries_visible(run.with_entries().id, user).filter(name=name)
    return asked_of(entries.EntryFilter, request, visible)


def spelled(run: ListRun, name: str, rows: Iterable[Any]) -> Iterator[Json]:
    """Rows of that list with their codes explained."""
    legend = run.legend(name)
    explainer = Explainer(legend)
    shaped = areas.as_entries(name, list(rows)) if "rows" in legend else entries.as_entries(rows)
    return (entries.spelled_out(entry, explainer) for entry in shaped)


class EntriesOfList(generics.GenericAPIView[Any]):
    """Who is on one list and why, by park; a table by area has a row an area."""

    permission_classes = [READ]
    serializer_class = serializers.ListEntrySerializer
    queryset = ListEntry.objects.none()

    @extend_schema(
        operation_id="list_entries",
        parameters=[serializers.RunQuerySerializer, *FILTERS],
        responses=serializers.ListEntrySerializer(many=True),
    )
    def get(self, request: Request, name: str) -> Response:
        run = run_asked(request)
        page = self.paginate_queryset(found_entries(request, run, name)) or []
        return self.get_paginated_response(
            self.get_serializer(list(spelled(run, name, page)), many=True).data
        )


class EntriesOfPark(generics.GenericAPIView[Any]):
    """Every list that a park or something in it is on."""

    permission_classes = [READ]
    serializer_class = serializers.ListEntrySerializer
    queryset = ListEntry.objects.none()

    @extend_schema(
        operation_id="park_list_entries",
        parameters=[serializers.ParkQuerySerializer],
        responses=serializers.ListEntrySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = serializers.ParkQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        user = signed_in(request)
        park = get_object_or_404(Park.objects.visible_to(user).only("pk"), pk=asked.validated_data["park"])
        run = run_asked(request).with_entries()
        page = self.paginate_queryset(entries.entries_visible(run.id, user).filter(park_id=park.pk)) or []
        explainers = {name: Explainer(run.legend(name)) for name in {row["name"] for row in page}}
        found = [entries.spelled_out(entry, explainers[entry["list"]]) for entry in entries.as_entries(page)]
        return self.get_paginated_response(self.get_serializer(found, many=True).data)


class ListExport(APIView):
    """The same rows in the same order as the list, as a workbook or as CSV."""

    permission_classes = [needs(Permission.EXPORTS_DOWNLOAD)]
    renderer_classes = exporting.RENDERERS

    @extend_schema(
        operation_id="list_export",
        parameters=[
            serializers.RunQuerySerializer,
            *FILTERS,
            OpenApiParameter("format", str, enum=["xlsx", "csv"]),
        ],
        responses={(200, renderer.media_type): OpenApiTypes.BINARY for renderer in exporting.RENDERERS},
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        run = run_asked(request)
        found = found_entries(request, run, name)
        rows = found.iterator(chunk_size=exporting.CHUNK) if hasattr(found, "iterator") else found
        kind = getattr(request.accepted_renderer, "format", "xlsx")
        objections = exporting.objected(found, run.legend(name)["subject"])
        spelled_out = spelled(run, name, rows)
        extent = exporting.extent_of(found)
        return exporting.answer(kind, run, name, spelled_out, extent, signed_in(request), objections)
