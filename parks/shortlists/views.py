from tempfile import TemporaryFile
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from parks.accounts.permissions import Permission, needs, signed_in
from parks.selections.models import Selection
from parks.selections.services import selection_for
from parks.shortlists.exports import geojson, xlsx
from parks.shortlists.facts import facts_of
from parks.shortlists.rows import export_rows, objections_in


def _disposition(selection: Selection, extension: str) -> str:
    """RFC 6266: a plain name for old programs, the Chinese one for the others."""
    day = timezone.localdate().strftime("%Y%m%d")
    plain, full = f"cunyuan-{selection.pk}.{extension}", f"村园清单-{day}-{selection.pk}.{extension}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full)}"


class ExportView(APIView):
    permission_classes = [needs(Permission.EXPORTS_DOWNLOAD)]


class XlsxExportView(ExportView):
    """A selection as a workbook: the same parks in the same order, and a sheet that states what they are."""

    @extend_schema(operation_id="exports_xlsx", responses={(200, xlsx.CONTENT_TYPE): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: str) -> HttpResponseBase:
        user = signed_in(request)
        selection = selection_for(user, pk)
        file = TemporaryFile()  # noqa: SIM115 the response closes it
        objections = objections_in(selection)
        xlsx.write(file, export_rows(user, selection, objections), facts_of(selection, user, objections))
        file.seek(0)
        headers = {"Content-Disposition": _disposition(selection, "xlsx")}
        return FileResponse(file, content_type=xlsx.CONTENT_TYPE, headers=headers)


class GeoJsonExportView(ExportView):
    """A selection as GeoJSON: the same parks in the same order, with a `metadata` member."""

    @extend_schema(
        operation_id="exports_geojson", responses={(200, geojson.CONTENT_TYPE): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, pk: str) -> HttpResponseBase:
        user = signed_in(request)
        selection = selection_for(user, pk)
        objections = objections_in(selection)
        rows = export_rows(user, selection, objections, shape=True)
        headers = {"Content-Disposition": _disposition(selection, "geojson")}
        return StreamingHttpResponse(
            geojson.write(rows, facts_of(selection, user, objections)),
            content_type=geojson.CONTENT_TYPE,
            headers=headers,
        )
