from typing import Any, cast

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.rankings import serializers
from parks.rankings.checking import to_check
from parks.rankings.checking_serializers import ChecksQuestionSerializer, ChecksSerializer
from parks.rankings.comparing import compare
from parks.rankings.comparison_serializers import ComparisonQuestionSerializer, ComparisonSerializer
from parks.rankings.judging import judged_weights
from parks.rankings.playing import play
from parks.rankings.runs import finished_run
from parks.rankings.sides import side_of
from parks.rankings.stability import stability
from parks.rankings.start import start_of

READ = needs(Permission.APPRAISALS_READ)


class Rankings(APIView):
    """What weights are tried from; POST tries some (试调), and stores nothing."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="rankings_start",
        parameters=[serializers.RunSerializer],
        responses=serializers.RankingStartSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = valid(serializers.RunSerializer(data=request.query_params))
        return Response(serializers.RankingStartSerializer(start_of(finished_run(asked["appraisal"]))).data)

    @extend_schema(
        operation_id="rankings_play",
        request=serializers.PlaySerializer,
        responses=serializers.PlayedSerializer,
    )
    def post(self, request: Request) -> HttpResponse:
        asked = valid(serializers.PlaySerializer(data=request.data))
        run = finished_run(asked.pop("appraisal"))
        return columns(play(signed_in(request), run, **asked))


class RankingWeights(APIView):
    """Weights from pairwise judgements (AHP) with their consistency, from the data (entropy), and from both."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="rankings_weights",
        request=serializers.JudgedSerializer,
        responses=serializers.JudgedWeightsSerializer,
    )
    def post(self, request: Request) -> Response:
        asked = valid(serializers.JudgedSerializer(data=request.data))
        return Response(judged_weights(finished_run(asked.pop("appraisal")), **asked))


class RankingStability(APIView):
    """Ranks under weights drawn around those asked about: the same question always gets the same answer."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="rankings_stability",
        request=serializers.StabilityQuestionSerializer,
        responses=serializers.StabilitySerializer,
    )
    def post(self, request: Request) -> HttpResponse:
        asked = valid(serializers.StabilityQuestionSerializer(data=request.data))
        run = finished_run(asked.pop("appraisal"))
        return columns(stability(signed_in(request), run, **asked))


class RankingVerification(APIView):
    """Which inputs to check first because their verification would most change the ranking (核查清单)."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="rankings_verification",
        parameters=[ChecksQuestionSerializer],
        responses=ChecksSerializer,
    )
    def get(self, request: Request) -> HttpResponse:
        asked = valid(ChecksQuestionSerializer(data=request.query_params))
        run = finished_run(asked.pop("appraisal"))
        return columns(to_check(signed_in(request), run, **asked))


class Comparisons(APIView):
    """Who moved between two runs or scenarios, and why; the largest moves first."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="comparisons",
        parameters=[ComparisonQuestionSerializer],
        responses=ComparisonSerializer,
    )
    def get(self, request: Request) -> HttpResponse:
        asked = valid(ComparisonQuestionSerializer(data=request.query_params))
        before, after = side_of(asked.pop("before")), side_of(asked.pop("after"))
        return columns(compare(signed_in(request), before, after, **asked))


def valid(asked: BaseSerializer[Any]) -> dict[str, Any]:
    asked.is_valid(raise_exception=True)
    return dict(cast("dict[str, Any]", asked.validated_data))


def columns(content: dict[str, Any]) -> HttpResponse:
    """Thousands of numbers without a field object for each; what is not a number is null."""
    return HttpResponse(
        orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY), content_type="application/json"
    )
