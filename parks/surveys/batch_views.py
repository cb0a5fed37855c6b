"""What happens after the report: effects, commit, approval, undo."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import signed_in
from parks.surveys import approval, effects, submission, undo
from parks.surveys.models import Status
from parks.surveys.serializers import (
    CommitSerializer,
    ReceiptSerializer,
    UndoPreviewSerializer,
    UndoReceiptSerializer,
    UploadSerializer,
)
from parks.surveys.views import READ_OR_WRITE, WRITE, said_now, upload_of


def _reason(request: Request) -> str:
    said = CommitSerializer(data=request.data)
    said.is_valid(raise_exception=True)
    return str(said.validated_data.get("reason", ""))


class SurveyEffects(APIView):
    """What a commit would change (影响预览); the worker finds it out, and the upload then says it as `effects`."""

    permission_classes = [WRITE]

    @extend_schema(request=None, responses={202: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        effects.ask(upload_of(request, pk).pk, signed_in(request))
        return Response(said_now(request, pk), status=status.HTTP_202_ACCEPTED)


class SurveyCommit(APIView):
    """Merge a checked upload into the inventory (入库), in one transaction or not at all: 200 with its receipt; 202 with the
    upload while a second person has to approve (`awaiting`) or the worker writes it (`committing`). An upload that is
    awaiting is committed by another person who posts here."""

    permission_classes = [WRITE]

    @extend_schema(request=CommitSerializer, responses={200: ReceiptSerializer, 202: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        upload, reason = upload_of(request, pk), _reason(request)
        upload = submission.submit(upload.pk, signed_in(request), reason)
        if upload.status == Status.COMMITTED:
            return Response(upload.receipt)
        return Response(said_now(request, pk), status=status.HTTP_202_ACCEPTED)


class SurveyReturn(APIView):
    """Send an upload that awaits approval back (退回), with a reason; or withdraw it (撤回), as the one who asked."""

    permission_classes = [WRITE]

    @extend_schema(request=CommitSerializer, responses={200: UploadSerializer})
    def post(self, request: Request, pk: int) -> Response:
        upload, reason = upload_of(request, pk), _reason(request)
        approval.give_back(upload.pk, signed_in(request), reason)
        return Response(said_now(request, pk))


class SurveyUndo(APIView):
    """Take a committed upload back (撤销): GET says what would go and what was touched since, POST does it."""

    permission_classes = [READ_OR_WRITE]

    @extend_schema(responses={200: UndoPreviewSerializer})
    def get(self, request: Request, pk: int) -> Response:
        return Response(undo.preview(upload_of(request, pk).pk))

    @extend_schema(request=CommitSerializer, responses={200: UndoReceiptSerializer})
    def post(self, request: Request, pk: int) -> Response:
        upload, reason = upload_of(request, pk), _reason(request)
        return Response(undo.undo(upload.pk, signed_in(request), reason).undo)
