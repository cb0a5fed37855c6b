"""Why one subject has its grade, and what would move it; each to who may see the subject."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs
from parks.appraisals.subjects import Table, subject_explanation, subject_turning_points
from parks.inventory.models import Enterprise, Parcel, Park

LARGEST_ID = 2**63 - 1
MODELS: dict[Table, Any] = {"parks": Park, "parcels": Parcel, "enterprises": Enterprise}
WHICH_RUN = OpenApiParameter(
    "appraisal", int, description="评估编号；不填为当前评估 (the current run unless given)"
)
OBJECT = {"type": "object", "additionalProperties": True}


class WhichRunSerializer(serializers.Serializer[Any]):
    appraisal = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=LARGEST_ID
    )


class SubjectView(APIView):
    """One park, parcel or enterprise that the user may see, in one run."""

    permission_classes = [needs(Permission.APPRAISALS_READ)]
    table: ClassVar[Table]

    def asked(self, request: Request, pk: int) -> tuple[Table, int, int | None]:
        which = WhichRunSerializer(data=request.query_params.dict())
        which.is_valid(raise_exception=True)
        subjects = MODELS[self.table].objects.visible_to(request.user)
        get_object_or_404(subjects.only("pk"), pk=pk)
        return self.table, pk, which.validated_data["appraisal"]


class ExplanationView(SubjectView):
    @extend_schema(
        parameters=[WHICH_RUN],
        responses=OpenApiResponse(
            OBJECT, description="Grade with its arithmetic, inputs, thresholds, articles, what is missing."
        ),
    )
    def get(self, request: Request, pk: int) -> Response:
        """Why it has its grade. 410 input_gone where the run's input is no longer kept."""
        return Response(subject_explanation(*self.asked(request, pk)))


class ParcelExplanation(ExplanationView):
    table = "parcels"


class EnterpriseExplanation(ExplanationView):
    table = "enterprises"


class TurningPointsView(SubjectView):
    @extend_schema(
        parameters=[WHICH_RUN],
        responses=OpenApiResponse(
            OBJECT,
            description="grade: smallest change of one input and of two, up and down, each verified; mode: of a park, or null.",
        ),
    )
    def get(self, request: Request, pk: int) -> Response:
        """What would make it another grade. 410 input_gone where the run's input is no longer kept."""
        return Response(subject_turning_points(*self.asked(request, pk)))


class ParkTurningPoints(TurningPointsView):
    table = "parks"


class ParcelTurningPoints(TurningPointsView):
    table = "parcels"


class EnterpriseTurningPoints(TurningPointsView):
    table = "enterprises"
