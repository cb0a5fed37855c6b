from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from parks.accounts.permissions import Permission, needs, signed_in
from parks.rankings import scenarios
from parks.rankings.models import Scenario
from parks.rankings.serializers import NewScenarioSerializer, ScenarioSerializer

READ_OR_SAVE = needs(Permission.APPRAISALS_READ, Permission.SCENARIOS_SAVE)


class Scenarios(generics.ListAPIView[Scenario]):
    """Weights that were kept (情景), newest first, everybody's; POST keeps some."""

    permission_classes = [READ_OR_SAVE]
    serializer_class = ScenarioSerializer
    queryset = Scenario.objects.select_related("created_by")

    @extend_schema(request=NewScenarioSerializer, responses={201: ScenarioSerializer})
    def post(self, request: Request) -> Response:
        given = NewScenarioSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        saved = scenarios.create(signed_in(request), given.validated_data)
        return Response(self.get_serializer(saved).data, status=status.HTTP_201_CREATED)


class ScenarioDetail(generics.GenericAPIView[Scenario]):
    """One scenario; who saved it and administrators may change it, its run excepted."""

    permission_classes = [READ_OR_SAVE]
    serializer_class = ScenarioSerializer
    queryset = Scenario.objects.select_related("created_by", "appraisal").defer("appraisal__legend")

    def get(self, request: Request, pk: int) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    def patch(self, request: Request, pk: int) -> Response:
        scenario = self.get_object()
        given = self.get_serializer(scenario, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        changed: dict[str, Any] = given.validated_data
        saved = scenarios.change(signed_in(request), scenario, changed)
        return Response(self.get_serializer(saved).data)

    def delete(self, request: Request, pk: int) -> Response:
        scenarios.delete(signed_in(request), self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
