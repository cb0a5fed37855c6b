from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.appraisals.models import Appraisal, ParcelResult
from parks.appraisals.querysets import current_grade
from parks.appraisals.services import explanation_of
from parks.inventory.geojson import GeoJsonMixin
from parks.inventory.models import Parcel, Park
from parks.inventory.views import MAY_READ, geojson_schema
from parks.objections.services import objections_of
from parks.selections import serializers
from parks.selections.detail import park_card
from parks.selections.errors import NoExplanationError
from parks.selections.facets import facets
from parks.selections.filters import ParkFilter
from parks.selections.ordering import NullsLastOrdering
from parks.selections.rows import by_rank, park_rows, selection_rows
from parks.selections.services import create_selection, selection_for

SELECTION = OpenApiParameter("selection", str, description="只列出这个筛选结果的园区，按其次序")
FILTERS = [
    OpenApiParameter(name, str, description=str(each.extra.get("help_text", "")))
    for name, each in ParkFilter.base_filters.items()
]


@geojson_schema(serializers.ParkRowSerializer, serializers.ParkSerializer, parameters=[SELECTION])
class ParkViewSet(GeoJsonMixin, viewsets.GenericViewSet[Any]):
    """Village industrial parks (村级工业园) with their figures and their results of the current appraisal."""

    permission_classes = [MAY_READ]
    serializer_class = serializers.ParkRowSerializer
    filter_backends = [DjangoFilterBackend, NullsLastOrdering]
    filterset_class = ParkFilter
    ordering_fields = [
        "code", "name", "area_m2", "gfa_m2", "far", "output_per_mu", "tax_per_mu", "procedure_share",
        "labor_intensive_share", "parcel_count", "enterprise_count", "grade", "grade_score", "mode", "need",
        "opportunity", "priority", "rank", "completeness", "imputed_share",
    ]  # fmt: skip
    queryset = Park.objects.none()
    geometry = "summary__geometry"
    lookup_value_regex = r"[0-9]+"

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        user = signed_in(self.request)
        if self.action == "list" and (wanted := self.request.query_params.get("selection")):
            return selection_rows(user, selection_for(user, wanted))
        return by_rank(park_rows(user, Appraisal.objects.current_id()))

    def details(self, item: Any) -> dict[str, Any]:
        return {**super().details(item), **park_card(item["id"])}

    @extend_schema(
        operation_id="parks_parcels", filters=False, responses=serializers.GradedParcelSerializer(many=True)
    )
    @action(detail=True, filter_backends=[], renderer_classes=[JSONRenderer])
    def parcels(self, request: Request, pk: str) -> Response:
        """The park's parcels with their grades."""
        park = get_object_or_404(Park.objects.visible_to(request.user).only("pk"), pk=pk)
        parcels = (
            Parcel.objects.filter(park=park)
            .defer("geometry", "geometry_3857")
            .prefetch_related("building_areas")
            .annotate(grade=current_grade(ParcelResult, "parcel"))
            .order_by("code")
        )
        page = self.paginate_queryset(parcels)
        return self.get_paginated_response(serializers.GradedParcelSerializer(page, many=True).data)

    @extend_schema(
        operation_id="parks_explanation",
        responses=OpenApiResponse(
            {"type": "object", "additionalProperties": True},
            description="Grade, mode, priority, policy, objections.",
        ),
    )
    @action(detail=True, filter_backends=[], renderer_classes=[JSONRenderer], pagination_class=None)
    def explanation(self, request: Request, pk: str) -> Response:
        """Why the park has its grade, mode and rank: indicator values, gates, thresholds, articles, what is missing."""
        park = get_object_or_404(Park.objects.visible_to(request.user).only("pk"), pk=pk)
        if (found := explanation_of(park.pk)) is None:
            raise NoExplanationError
        return Response({**found, "objections": objections_of("parks", [park.pk]).get(park.pk, [])})

    @extend_schema(
        operation_id="parks_facets",
        filters=False,
        parameters=[*FILTERS, OpenApiParameter("include", str, enum=["ids"], description="ids: 附园区编号")],
        responses=serializers.FacetsSerializer,
    )
    @action(detail=False, filter_backends=[], renderer_classes=[JSONRenderer], pagination_class=None)
    def facets(self, request: Request) -> Response:
        """Count, land, weighted figures, counts by facet and histograms of any filter."""
        query = request.query_params
        return Response(
            facets(signed_in(request).scope, query, include_ids="ids" in query.get("include", "").split(","))
        )


class SelectionsView(APIView):
    """A filter's result, kept under an id that map, table, chart and export share."""

    permission_classes = [needs(Permission.SELECTIONS_CREATE)]

    @extend_schema(
        operation_id="selections_create",
        request=serializers.NewSelectionSerializer,
        responses={201: serializers.SelectionSerializer},
    )
    def post(self, request: Request) -> Response:
        wanted = serializers.NewSelectionSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        selection = create_selection(signed_in(request), wanted.validated_data["filters"])
        return Response(serializers.SelectionSerializer(selection).data, status=201)


class SelectionView(generics.GenericAPIView[Any]):
    permission_classes = [MAY_READ]
    serializer_class = serializers.SelectionSerializer

    def get(self, request: Request, pk: str) -> Response:
        return Response(self.get_serializer(selection_for(signed_in(request), pk)).data)


class SelectionIdsView(APIView):
    permission_classes = [MAY_READ]

    @extend_schema(
        operation_id="selections_ids",
        responses=OpenApiResponse(
            {"type": "array", "items": {"type": "integer"}}, description="Best rank first."
        ),
    )
    def get(self, request: Request, pk: str) -> Response:
        return Response(selection_for(signed_in(request), pk).ids)
