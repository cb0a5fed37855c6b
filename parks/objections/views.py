from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from parks.accounts.permissions import Permission, needs, signed_in
from parks.errors import NotFoundError
from parks.objections import desk, serializers
from parks.objections.filters import ObjectionFilter
from parks.objections.models import Objection
from parks.objections.querysets import ObjectionQuerySet

READ = needs(Permission.APPRAISALS_READ)
REGISTER = needs(Permission.APPRAISALS_READ, Permission.OBJECTIONS_REGISTER)
DECIDE = needs(Permission.APPRAISALS_READ, Permission.OBJECTIONS_DECIDE)
PEOPLE = ("registered_by", "assignee", "dispatched_by", "decided_by", "withdrawn_by")


def visible(request: Request) -> ObjectionQuerySet:
    return Objection.objects.visible_to(request.user).select_related("park")


def objection_of(request: Request, pk: int) -> Objection:
    wanted = visible(request).select_related(*PEOPLE).prefetch_related("evidence__added_by")
    if objection := wanted.filter(pk=pk).first():
        return objection
    raise NotFoundError


class ObjectionList(generics.ListAPIView[Objection]):
    """Objections (异议), open ones first by deadline; POST registers one."""

    permission_classes = [REGISTER]
    serializer_class = serializers.ObjectionRowSerializer
    filterset_class = ObjectionFilter
    queryset = Objection.objects.none()

    def get_queryset(self) -> QuerySet[Objection]:
        return visible(self.request).most_urgent_first()

    @extend_schema(
        request=serializers.NewObjectionSerializer, responses={201: serializers.ObjectionSerializer}
    )
    def post(self, request: Request) -> Response:
        wanted = serializers.NewObjectionSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        objection = desk.register(signed_in(request), wanted.validated_data)
        address = reverse("objection", args=[objection.pk], request=request)
        return Response(
            said_now(request, objection.pk), status=status.HTTP_201_CREATED, headers={"Location": address}
        )


def said_now(request: Request, pk: int) -> dict[str, Any]:
    """The objection as it stands now."""
    return serializers.ObjectionSerializer(objection_of(request, pk), context={"request": request}).data


class ObjectionDetail(generics.RetrieveAPIView[Objection]):
    """One objection: what it is against, its way over the desk, and the decision with its reason."""

    permission_classes = [READ]
    serializer_class = serializers.ObjectionSerializer

    def get_object(self) -> Objection:
        return objection_of(self.request, self.kwargs["pk"])


class Step(generics.GenericAPIView[Any]):
    """A step on the way; what it needs is in `serializer_class`."""

    permission_classes = [DECIDE]

    def take(self, request: Request, pk: int, said: dict[str, Any]) -> None:
        raise NotImplementedError

    def step(self, request: Request, pk: int) -> Response:
        if not visible(request).filter(pk=pk).exists():
            raise NotFoundError
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        self.take(request, pk, given.validated_data)
        return Response(said_now(request, pk))


class DispatchObjection(Step):
    """Hands it to a department (分派), or on from one to another."""

    serializer_class = serializers.DispatchSerializer

    @extend_schema(responses={200: serializers.ObjectionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        return self.step(request, pk)

    def take(self, request: Request, pk: int, said: dict[str, Any]) -> None:
        desk.dispatch(pk, signed_in(request), **said)


class DecideObjection(Step):
    """Answers it (反馈), for good; outcome and reason stay beside the grade in every later export."""

    serializer_class = serializers.DecisionSerializer

    @extend_schema(responses={200: serializers.ObjectionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        return self.step(request, pk)

    def take(self, request: Request, pk: int, said: dict[str, Any]) -> None:
        desk.decide(pk, signed_in(request), **said)


class WithdrawObjection(Step):
    """The objector takes it back, or it was registered in error."""

    permission_classes = [REGISTER]
    serializer_class = serializers.WithdrawalSerializer

    @extend_schema(responses={200: serializers.ObjectionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        return self.step(request, pk)

    def take(self, request: Request, pk: int, said: dict[str, Any]) -> None:
        desk.withdraw(pk, signed_in(request), **said)
