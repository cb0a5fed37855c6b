from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessment.errors import PolicyError
from parks.accounts.permissions import Permission, needs, signed_in
from parks.policies import deciding, serializers
from parks.policies.errors import EditionRefusedError
from parks.policies.models import PolicyEdition
from parks.policies.services import policy_on

READ = needs(Permission.APPRAISALS_READ)
READ_OR_MANAGE = needs(Permission.APPRAISALS_READ, Permission.POLICIES_MANAGE)


def _editions() -> QuerySet[PolicyEdition]:
    return PolicyEdition.objects.select_related("uploaded_by", "decided_by")


class PolicyInForce(APIView):
    """Every parameter as it stands on a day, with source, article and what is only assumed."""

    permission_classes = [READ]

    @extend_schema(parameters=[serializers.DaySerializer], responses=serializers.PolicySerializer)
    def get(self, request: Request) -> Response:
        asked = serializers.DaySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        try:
            policy = policy_on(asked.validated_data.get("on", timezone.localdate()))
        except PolicyError as error:
            raise EditionRefusedError(error) from error
        parameters = [policy.parameters[name].as_dict() for name in sorted(policy.parameters)]
        shown = {
            "on": policy.on,
            "edition": policy.edition,
            "hash": policy.hash,
            "sources": [source.as_dict() for source in policy.sources.values()],
            "parameters": parameters,
            "assumptions": [parameter.name for parameter in policy.assumptions()],
        }
        return Response(serializers.PolicySerializer(shown).data)


class EditionList(generics.ListAPIView[PolicyEdition]):
    """Policy editions (政策版本), newest first; POST takes a draft in."""

    permission_classes = [READ_OR_MANAGE]
    serializer_class = serializers.EditionSerializer
    queryset = _editions()

    def get_parsers(self) -> list[BaseParser]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(
        request=serializers.EditionUploadSerializer, responses={201: serializers.EditionDetailSerializer}
    )
    def post(self, request: Request) -> Response:
        given = serializers.EditionUploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        edition = deciding.take_in(given.validated_data["text"], signed_in(request))
        return Response(_shown(edition), status=status.HTTP_201_CREATED)


class EditionDetail(generics.RetrieveAPIView[PolicyEdition]):
    """One edition, its text and what it changes on its first day."""

    permission_classes = [READ]
    serializer_class = serializers.EditionDetailSerializer
    queryset = _editions()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(_shown(self.get_object()))


class AdoptEdition(generics.GenericAPIView[PolicyEdition]):
    """From its first day on the edition counts for everybody."""

    permission_classes = [READ_OR_MANAGE]
    serializer_class = serializers.ReasonSerializer
    queryset = _editions()
    decide = staticmethod(deciding.adopt)

    @extend_schema(responses={200: serializers.EditionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        decided = self.decide(self.get_object(), signed_in(request), given.validated_data["reason"])
        return Response(serializers.EditionSerializer(decided).data)


class WithdrawEdition(AdoptEdition):
    """The edition counts no longer; what was judged by it stays as it is."""

    decide = staticmethod(deciding.withdraw)


def _shown(edition: PolicyEdition) -> dict[str, Any]:
    shown = serializers.EditionSerializer(edition).data
    found = [asdict(change) for change in deciding.what_changes(edition)]
    return {**shown, "text": edition.text, "changes": serializers.ChangeSerializer(found, many=True).data}
