from collections.abc import Mapping
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.inventory import filters, serializers
from parks.inventory.counts import parks_per_area
from parks.inventory.geojson import FeatureCollectionSerializer, FeatureSerializer, GeoJsonMixin
from parks.inventory.models import AdminArea, Parcel
from parks.inventory.search import search

SEARCH_CHARACTERS = 100
MAY_READ = needs(Permission.INVENTORY_READ)


def geojson_schema(serializer: Any, detail: Any, **more: Any) -> Any:
    """Schema of a list and of its objects that answer JSON or GeoJSON."""
    as_list = {
        (200, "application/json"): serializer(many=True),
        (200, "application/geo+json"): FeatureCollectionSerializer,
    }
    as_one = {(200, "application/json"): detail, (200, "application/geo+json"): FeatureSerializer}
    return extend_schema_view(
        list=extend_schema(**more, responses=as_list), retrieve=extend_schema(responses=as_one)
    )


@geojson_schema(serializers.AreaSerializer, serializers.AreaSerializer)
class AreaViewSet(GeoJsonMixin, viewsets.ReadOnlyModelViewSet[AdminArea]):
    """Districts, towns and villages; public to every signed-in user, the park counts kept to the user's scope."""

    permission_classes = [MAY_READ]
    serializer_class = serializers.AreaSerializer
    filterset_class = filters.AreaFilter
    queryset = AdminArea.objects.defer("boundary", "position").order_by("code")
    lookup_field = "code"
    lookup_value_regex = r"[0-9]{4,12}"
    geometry = Coalesce("boundary", "position", output_field=GeometryField(srid=4490))
    feature_id = "code"

    def get_serializer_context(self) -> Mapping[str, Any]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_serializer_context()
        return {**super().get_serializer_context(), "park_counts": parks_per_area(self.request.user)}


@geojson_schema(serializers.ParcelSerializer, serializers.ParcelDetailSerializer)
class ParcelViewSet(GeoJsonMixin, viewsets.ReadOnlyModelViewSet[Parcel]):
    """宗地 of the parks the user may see."""

    permission_classes = [MAY_READ]
    filterset_class = filters.ParcelFilter
    queryset = Parcel.objects.all()

    def get_queryset(self) -> QuerySet[Parcel]:
        visible = Parcel.objects.visible_to(self.request.user)
        if self.action == "list":
            return (
                visible.defer("geometry", "geometry_3857").prefetch_related("building_areas").order_by("code")
            )
        return visible.select_related("source").prefetch_related(
            "building_areas__source", "years__source", "tenancies__enterprise"
        )

    def get_serializer_class(self) -> type[serializers.ParcelSerializer]:
        return serializers.ParcelSerializer if self.action == "list" else serializers.ParcelDetailSerializer


class SearchView(APIView):
    """Parks, areas, enterprises and parcels by name or code, at most twenty."""

    permission_classes = [MAY_READ]

    @extend_schema(
        operation_id="search",
        parameters=[OpenApiParameter("q", str, required=True, description="名称或代码开头")],
        responses=serializers.SearchHitSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = serializers.SearchSerializer(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        hits = search(signed_in(request), wanted.validated_data["q"][:SEARCH_CHARACTERS])
        return Response(serializers.SearchHitSerializer(hits, many=True).data)
