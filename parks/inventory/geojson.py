"""`format=geojson`: the same rows as RFC 7946 features, lists page by page."""

from typing import Any

import orjson
from django.contrib.gis.db.models import Field
from django.contrib.gis.db.models.functions import AsGeoJSON, ForcePolygonCW
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.mixins import ListModelMixin
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

DIGITS = 7
"""Decimals of a degree: 1 cm."""
EXACT_DIGITS = 9
"""0.1 mm, for what may come back: parcels of a list that are uploaded again are found unchanged."""


class GeoJsonRenderer(JSONRenderer):
    media_type = "application/geo+json"
    format = "geojson"


class FeatureSerializer(serializers.Serializer[dict[str, Any]]):
    type = serializers.ChoiceField(["Feature"])
    id = serializers.JSONField()
    geometry = serializers.JSONField(allow_null=True)
    properties = serializers.DictField()


class FeatureCollectionSerializer(serializers.Serializer[dict[str, Any]]):
    """A page of a list as GeoJSON; `count`, `next` and `previous` page through it as in JSON."""

    type = serializers.ChoiceField(["FeatureCollection"])
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    features = FeatureSerializer(many=True)


class CounterClockwise(ForcePolygonCW):
    """Outer rings counter-clockwise, as RFC 7946 wants them."""

    function = "ST_ForcePolygonCCW"


def geojson_of(geometry: str | Combinable | Field, *, digits: int = DIGITS) -> AsGeoJSON:
    shape = F(geometry) if isinstance(geometry, str) else geometry
    return AsGeoJSON(CounterClockwise(shape), precision=digits)


class GeoJsonMixin(ListModelMixin, GenericAPIView[Any]):
    """A list that also answers as a feature collection, each object as a feature; `geometry` says where the shape is."""

    renderer_classes = [JSONRenderer, GeoJsonRenderer]
    geometry: str | Combinable = "geometry"
    feature_id = "id"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self._as_features:
            return super().list(request, *args, **kwargs)
        page = self.paginate_queryset(self._shaped(self.filter_queryset(self.get_queryset()))) or []
        rows = self.get_serializer(page, many=True).data
        answer = self.get_paginated_response([self._feature(*pair) for pair in zip(page, rows, strict=True)])
        answer.data = {"type": "FeatureCollection", **answer.data, "features": answer.data.pop("results")}
        answer.data.pop("results", None)
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_queryset()
        wanted = {self.lookup_field: self.kwargs[self.lookup_field]}
        item = get_object_or_404(self._shaped(found) if self._as_features else found, **wanted)
        row = self.details(item)
        return Response(self._feature(item, row) if self._as_features else row)

    def details(self, item: Any) -> dict[str, Any]:
        return dict(self.get_serializer(item).data)

    @property
    def _as_features(self) -> bool:
        return getattr(self.request.accepted_renderer, "format", "") == GeoJsonRenderer.format

    def _shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.annotate(shape=geojson_of(self.geometry, digits=EXACT_DIGITS))

    def _feature(self, item: Any, row: dict[str, Any]) -> dict[str, Any]:
        shape = item["shape"] if isinstance(item, dict) else item.shape
        geometry = orjson.loads(shape) if shape else None
        return {"type": "Feature", "id": row[self.feature_id], "geometry": geometry, "properties": row}
