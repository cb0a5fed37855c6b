from collections.abc import Mapping
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.inventory import filters, serializers
from parks.inventory.counts import parks_per_area
from parks.inventory.geojson import FeatureCollectionSerializer, GeoJsonListMixin
from parks.inventory.models import AdminArea, Enterprise, Parcel, Tenancy
from parks.inventory.search import search

MAY_READ = needs(Permission.INVENTORY_READ)


def geojson_list(serializer: Any, **more: Any) -> Any:
    """Schema of a list that answers JSON or GeoJSON."""
    return extend_schema(
        **more,
        responses={
            (200, "application/json"): serializer(many=True),
            (200, "application/geo+json"): FeatureCollectionSerializer,
        },
    )


@extend_schema_view(list=geojson_list(serializers.AreaSerializer))
class AreaViewSet(GeoJsonListMixin, viewsets.ReadOnlyModelViewSet[AdminArea]):
    """Districts, towns and villages; public to every signed-in user, the park counts kept to the user's scope."""

    permission_classes = [MAY_READ]
    serializer_class = serializers.AreaSerializer
    filterset_class = filters.AreaFilter
    queryset = AdminArea.objects.defer("boundary", "position").order_by("code")
    lookup_field = "code"
    lookup_value_regex = r"\d{4,12}"
    geometry = Coalesce("boundary", "position", output_field=GeometryField(srid=4490))
    feature_id = "code"

    def get_serializer_context(self) -> Mapping[str, Any]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_serializer_context()
        return {**super().get_serializer_context(), "park_counts": parks_per_area(self.request.user)}

    @extend_schema(responses=serializers.AreaSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)


@extend_schema_view(list=geojson_list(serializers.ParcelSerializer))
class ParcelViewSet(GeoJsonListMixin, viewsets.ReadOnlyModelViewSet[Parcel]):
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


class EnterpriseViewSet(viewsets.ReadOnlyModelViewSet[Enterprise]):
    """Enterprises that occupy a parcel the user may see; their premises outside the scope are not shown."""

    permission_classes = [MAY_READ]
    renderer_classes = [JSONRenderer]
    filterset_class = filters.EnterpriseFilter
    queryset = Enterprise.objects.all()

    def get_queryset(self) -> QuerySet[Enterprise]:
        visible = Enterprise.objects.visible_to(self.request.user).order_by("uscc")
        if self.action == "list":
            return visible
        premises = Tenancy.objects.visible_to(self.request.user).select_related("parcel__park")
        return visible.prefetch_related(Prefetch("tenancies", premises), "years__source")

    def get_serializer_class(self) -> type[serializers.EnterpriseSerializer]:
        return (
            serializers.EnterpriseSerializer
            if self.action == "list"
            else serializers.EnterpriseDetailSerializer
        )


class SearchView(APIView):
    """Parks, areas, enterprises and parcels by name or code, at most twenty."""

    permission_classes = [MAY_READ]

    @extend_schema(
        operation_id="search",
        parameters=[OpenApiParameter("q", str, required=True, description="名称或代码开头")],
        responses=serializers.SearchHitSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        hits = search(signed_in(request), request.query_params.get("q", "")[:100])
        return Response(serializers.SearchHitSerializer(hits, many=True).data)
