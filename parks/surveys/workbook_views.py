from pathlib import PurePosixPath
from tempfile import TemporaryFile
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from parks.surveys import annotated, returned, services
from parks.surveys.errors import NoWorkbookError
from parks.surveys.models import SurveyUpload
from parks.surveys.readers import Limits, Reading, everything
from parks.surveys.refusals import RefusedError
from parks.surveys.views import READ, upload_of


class SurveyWorkbook(APIView):
    """The returned workbook (回传工作簿): the file's own rows with their issues, to be mended and uploaded again."""

    permission_classes = [READ]

    @extend_schema(responses={(200, annotated.CONTENT_TYPE): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> FileResponse:
        upload = upload_of(request, pk)
        reading, target = _reading(upload), TemporaryFile()  # noqa: SIM115 # closed by the response
        annotated.write(target, upload, reading)
        target.seek(0)
        name = f"{PurePosixPath(upload.file_name).stem[:120]}-回传.xlsx"
        disposition = f"attachment; filename=\"survey-{pk}.xlsx\"; filename*=UTF-8''{quote(name, safe='')}"
        headers = {"Content-Disposition": disposition}
        return FileResponse(target, content_type=annotated.CONTENT_TYPE, headers=headers)


def _reading(upload: SurveyUpload) -> Reading:
    """The file as it was checked, with all its columns."""
    if upload.reading is None:
        raise NoWorkbookError
    limits = Limits(rows=settings.SURVEY_MAX_ROWS)
    try:
        return returned.read_upload(upload, services.folder(), limits, everything)
    except RefusedError as error:
        raise NoWorkbookError from error
