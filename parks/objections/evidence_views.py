from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.errors import NotFoundError
from parks.objections import evidence as files
from parks.objections.errors import NoEvidenceFileError
from parks.objections.kinds import CONTENT_TYPES
from parks.objections.models import Evidence
from parks.objections.serializers import EvidenceSerializer, NewEvidenceSerializer
from parks.objections.views import visible

HANDLE = needs(Permission.OBJECTIONS_REGISTER)
FORM_OVERHEAD = 64 * 1024


class EvidenceList(generics.ListAPIView[Evidence]):
    """Evidence (证据) of an objection, for those who handle it; POST adds a file while it is open."""

    permission_classes = [HANDLE]
    serializer_class = EvidenceSerializer
    parser_classes = [MultiPartParser]
    queryset = Evidence.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """What is too big is refused before anything of it is read."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > files.MAX_BYTES + FORM_OVERHEAD:
            raise files.too_big()
        super().initial(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Evidence]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        self._must_see()
        return Evidence.objects.filter(objection=self.kwargs["pk"]).select_related("added_by")

    def _must_see(self) -> None:
        if not visible(self.request).filter(pk=self.kwargs["pk"]).exists():
            raise NotFoundError

    @extend_schema(
        request={"multipart/form-data": NewEvidenceSerializer}, responses={201: EvidenceSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        self._must_see()
        if "file" not in request.FILES:
            raise NoEvidenceFileError
        given = NewEvidenceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        added = files.add(pk, signed_in(request), file.name, file)
        return Response(EvidenceSerializer(added).data, status=status.HTTP_201_CREATED)


class EvidenceFile(APIView):
    """One file, to be saved and never to be shown in the page."""

    permission_classes = [HANDLE]

    @extend_schema(
        operation_id="objections_evidence_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int, number: int) -> FileResponse:
        found = Evidence.objects.visible_to(request.user).filter(objection=pk, number=number).first()
        if found is None:
            raise NotFoundError
        return FileResponse(
            files.opened(found),
            as_attachment=True,
            filename=found.file_name,
            content_type=CONTENT_TYPES[found.kind],
            headers={"X-Content-Type-Options": "nosniff"},
        )
