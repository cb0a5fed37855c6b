from typing import Any

import orjson
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.serializer_helpers import ReturnDict
from rest_framework.views import APIView

from parks.accounts.models import User
from parks.accounts.permissions import Permission, needs
from parks.errors import NotFoundError
from parks.surveys import columns, services
from parks.surveys.errors import NoFileError
from parks.surveys.filters import UploadFilter
from parks.surveys.issues import Severity
from parks.surveys.models import Outcome, SurveyIssue, SurveyRow, SurveyUpload
from parks.surveys.serializers import (
    AnswersSerializer,
    ColumnsSerializer,
    IssueSerializer,
    NewUploadSerializer,
    UploadRowSerializer,
    UploadSerializer,
)

READ = needs(Permission.SURVEYS_READ)
READ_OR_WRITE = needs(Permission.SURVEYS_READ, Permission.SURVEYS_WRITE)
WRITE = needs(Permission.SURVEYS_WRITE)
PREVIEW_FEATURES = 5_000
PREVIEW_DIGITS = 7
REJECTED_FIRST = Case(When(outcome__in=[Outcome.REJECTED, Outcome.CONFLICT], then=0), default=1)
FORM_OVERHEAD = 64 * 1024


def _uploads(request: Request) -> QuerySet[SurveyUpload]:
    visible = SurveyUpload.objects.visible_to(request.user)
    return visible.with_same_file(visible).select_related("user")


def upload_of(request: Request, pk: int) -> SurveyUpload:
    if upload := _uploads(request).filter(pk=pk).first():
        return upload
    raise NotFoundError


def said_now(request: Request, pk: int) -> ReturnDict:
    """The upload as it stands now."""
    return UploadSerializer(upload_of(request, pk)).data


class SurveyList(generics.ListAPIView[SurveyUpload]):
    """Uploads (摸查上传), newest first; POST takes in a file, which the worker then checks."""

    permission_classes = [READ_OR_WRITE]
    serializer_class = UploadRowSerializer
    filterset_class = UploadFilter
    parser_classes = [MultiPartParser]
    queryset = SurveyUpload.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """What is too big is refused before anything of it is read: the check of a session's token reads the whole form."""
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > services.settings.SURVEY_MAX_BYTES + FORM_OVERHEAD:
            raise services.too_big(length)
        super().initial(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[SurveyUpload]:
        return _uploads(self.request)

    @extend_schema(request={"multipart/form-data": NewUploadSerializer}, responses={201: UploadSerializer})
    def post(self, request: Request) -> Response:
        if "file" not in request.FILES:
            raise NoFileError
        wanted = NewUploadSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        file, said = wanted.validated_data["file"], wanted.validated_data
        assert isinstance(request.user, User)
        upload = services.receive(
            request.user, file.name, file, layer=said.get("layer", ""), epsg=said.get("crs")
        )
        address = reverse("survey", args=[upload.pk], request=request)
        return Response(
            said_now(request, upload.pk), status=status.HTTP_201_CREATED, headers={"Location": address}
        )


class SurveyDetail(generics.RetrieveAPIView[SurveyUpload]):
    """Status, reading, counts and receipt of one upload."""

    permission_classes = [READ]
    serializer_class = UploadSerializer

    def get_object(self) -> SurveyUpload:
        return upload_of(self.request, self.kwargs["pk"])


class SurveyFields(APIView):
    """What the columns of a survey can be (可对应的字段), and the units of its areas."""

    permission_classes = [READ]

    @extend_schema(responses={200: ColumnsSerializer})
    def get(self, request: Request) -> Response:
        known = {"fields": columns.fields().values(), "units": columns.units().values()}
        return Response(ColumnsSerializer.to_representation(known))


class IssueFilter(filters.FilterSet):
    code = filters.CharFilter()
    severity = filters.ChoiceFilter(choices=[(s.value, s.value) for s in Severity])
    row = filters.NumberFilter()

    class Meta:
        model = SurveyIssue
        fields = ["code", "severity", "row"]


class SurveyIssues(generics.ListAPIView[SurveyIssue]):
    """Issues of one upload: what must be fixed first, then by the file's own row numbers."""

    permission_classes = [READ]
    serializer_class = IssueSerializer
    filterset_class = IssueFilter
    queryset = SurveyIssue.objects.none()

    def get_queryset(self) -> QuerySet[SurveyIssue]:
        if getattr(self, "swagger_fake_view", False):
            return SurveyIssue.objects.none()
        return upload_of(self.request, self.kwargs["pk"]).issues.all()


class SurveyPreview(APIView):
    """The rows on a map: at most 5,000, those with issues first."""

    permission_classes = [READ]

    @extend_schema(responses={200: {"type": "object", "description": "GeoJSON FeatureCollection"}})
    def get(self, request: Request, pk: int) -> HttpResponse:
        upload = upload_of(request, pk)
        rows = (
            SurveyRow.objects.filter(upload=upload, geometry__isnull=False)
            .annotate(shape=AsGeoJSON("geometry", precision=PREVIEW_DIGITS))
            .order_by(REJECTED_FIRST, "row")
            .values_list("row", "outcome", "code", "reason", "shape")[:PREVIEW_FEATURES]
        )
        document: dict[str, Any] = {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": row,
                    "geometry": orjson.Fragment(shape),
                    "properties": {"row": row, "outcome": outcome, "code": code, "reason": reason},
                }
                for row, outcome, code, reason, shape in rows
            ],
        }
        return HttpResponse(orjson.dumps(document), content_type="application/geo+json")


class SurveyCheck(APIView):
    """Check the stored file again, against the inventory as it is now; the former report is replaced."""

    permission_classes = [WRITE]

    @extend_schema(request=None, responses={202: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        services.check_again(upload_of(request, pk).pk)
        return Response(said_now(request, pk), status=status.HTTP_202_ACCEPTED)


class SurveyAnswers(APIView):
    """What the clerk answers to the report (答复); the stored file is checked again with it."""

    permission_classes = [WRITE]

    @extend_schema(request=AnswersSerializer, responses={202: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        upload = upload_of(request, pk)
        said = AnswersSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        services.check_again(upload.pk, said.validated_data)
        return Response(said_now(request, pk), status=status.HTTP_202_ACCEPTED)


class SurveyCancel(APIView):
    """Stop a check, or a commit that has not begun; nothing was written."""

    permission_classes = [WRITE]

    @extend_schema(request=None, responses={200: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        services.cancel(upload_of(request, pk).pk)
        return Response(said_now(request, pk))
