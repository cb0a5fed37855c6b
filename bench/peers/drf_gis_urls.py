"""Peer of the parks payload: a djangorestframework-gis list of the same parks, figures and outlines."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from parks.inventory.models import ParkSummary


class ParkSerializer(GeoFeatureModelSerializer):
    code = serializers.CharField(source="park.code")
    name = serializers.CharField(source="park.name")
    area = serializers.CharField(source="park.area_id")
    tenure = serializers.CharField(source="park.tenure")

    class Meta:
        model = ParkSummary
        geo_field = "geometry"
        id_field = "park_id"
        fields = (
            *("park_id", "code", "name", "area", "tenure", "procedure", "area_m2", "gfa_m2", "far"),
            *("output_per_mu", "tax_per_mu", "procedure_share"),
        )


class Parks(ListAPIView):
    queryset = ParkSummary.objects.select_related("park")
    serializer_class = ParkSerializer
    authentication_classes = permission_classes = ()
    pagination_class = None


def healthy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


urlpatterns = [path("healthz", healthy), path("parks", Parks.as_view())]
