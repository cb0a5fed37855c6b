"""The rows of an upload: labelled lists, and one beside what is stored."""

from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.views import APIView

from parks.accounts.permissions import signed_in
from parks.errors import NotFoundError
from parks.surveys.beside import around, differences, row_of, stored_parcel
from parks.surveys.models import Outcome, SurveyRow
from parks.surveys.serializers import IssueSerializer, RowBesideSerializer, RowSerializer
from parks.surveys.views import READ, upload_of


class RowFilter(filters.FilterSet):
    outcome = filters.ChoiceFilter(choices=Outcome.choices)
    reason = filters.CharFilter()

    class Meta:
        model = SurveyRow
        fields = ["outcome", "reason"]


class SurveyRows(generics.ListAPIView[SurveyRow]):
    """What each row would do and why, by the file's own row numbers."""

    permission_classes = [READ]
    serializer_class = RowSerializer
    filterset_class = RowFilter
    queryset = SurveyRow.objects.none()

    def get_queryset(self) -> QuerySet[SurveyRow]:
        if getattr(self, "swagger_fake_view", False):
            return SurveyRow.objects.none()
        return upload_of(self.request, self.kwargs["pk"]).rows.defer("geometry")


class SurveyRowDetail(APIView):
    """One row beside the stored parcel of its code, with its issues and the parcels around it."""

    permission_classes = [READ]

    @extend_schema(responses={200: RowBesideSerializer})
    def get(self, request: Request, pk: int, row: int) -> HttpResponse:
        upload, user = upload_of(request, pk), signed_in(request)
        found = row_of(upload, row)
        if found is None:
            raise NotFoundError
        stored = stored_parcel(found.code, user)
        document: dict[str, Any] = {
            **RowSerializer(found).data,
            "differences": differences(found, stored),
            "issues": IssueSerializer(upload.issues.filter(row=row), many=True).data,
            "shape": _shape(found.shape),
            "stored_shape": _shape(stored.get("shape")),
            "near": [{"code": code, "shape": _shape(shape)} for code, shape in around(found, user)],
        }
        return HttpResponse(orjson.dumps(document), content_type="application/json")


def _shape(text: str | None) -> orjson.Fragment | None:
    return orjson.Fragment(text) if text else None
