from typing import Any

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from parks.accounts.permissions import Permission, needs
from parks.appraisals.errors import NoCurrentAppraisalError
from parks.appraisals.models import Appraisal, ParkResult
from parks.appraisals.serializers import AppraisalSerializer, ParkResultSerializer, StartSerializer
from parks.appraisals.services import cancel_appraisal, start_appraisal

READ = needs(Permission.APPRAISALS_READ)
READ_OR_START = needs(Permission.APPRAISALS_READ, Permission.APPRAISALS_START)


def _appraisals() -> QuerySet[Appraisal]:
    return Appraisal.objects.select_related("created_by").defer("legend")


class AppraisalList(generics.ListAPIView[Appraisal]):
    """Runs of the assessment, newest first; POST starts one."""

    permission_classes = [READ_OR_START]
    serializer_class = AppraisalSerializer
    queryset = _appraisals()

    @extend_schema(request=StartSerializer, responses={202: AppraisalSerializer})
    def post(self, request: Request) -> Response:
        wanted = StartSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        appraisal = start_appraisal(request.user, **wanted.validated_data)
        address = reverse("appraisal", args=[appraisal.pk], request=request)
        return Response(
            self.get_serializer(appraisal).data,
            status=status.HTTP_202_ACCEPTED,
            headers={"Location": address},
        )


class AppraisalDetail(generics.RetrieveAPIView[Appraisal]):
    """Status, progress and outcome of one run."""

    permission_classes = [READ]
    serializer_class = AppraisalSerializer
    queryset = _appraisals()


class CancelAppraisal(generics.GenericAPIView[Appraisal]):
    """Stops a run that has not ended."""

    permission_classes = [READ_OR_START]
    serializer_class = AppraisalSerializer
    queryset = _appraisals()

    @extend_schema(request=None, responses={200: AppraisalSerializer})
    def post(self, request: Request, pk: int) -> Response:
        cancel_appraisal(self.get_object())
        return Response(self.get_serializer(self.get_object()).data)


class CurrentAppraisal(generics.RetrieveAPIView[Appraisal]):
    """The run whose results everybody reads."""

    permission_classes = [READ]
    serializer_class = AppraisalSerializer

    def get_object(self) -> Appraisal:
        if current := _appraisals().filter(is_current=True).first():
            return current
        raise NoCurrentAppraisalError


class AppraisalResults(generics.ListAPIView[ParkResult]):
    """Results of one run for the parks the user may see, best rank first, unranked parks last."""

    permission_classes = [READ]
    serializer_class = ParkResultSerializer

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return ParkResult.objects.none()
        appraisal = get_object_or_404(Appraisal.objects.only("pk"), pk=self.kwargs["pk"])
        return (
            ParkResult.objects.filter(appraisal=appraisal)
            .visible_to(self.request.user)
            .select_related("park")
            .defer("evidence")
            .order_by(F("rank").asc(nulls_last=True), "park_id")
        )
