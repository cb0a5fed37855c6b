from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from parks.accounts.permissions import signed_in
from parks.surveys.download import CONTENT_TYPE, geopackage
from parks.surveys.errors import WithinError
from parks.surveys.views import READ

LONGEST = 32


class StoredParcels(APIView):
    """Stored parcels of a park or an area as a survey, to be mended and uploaded again."""

    permission_classes = [READ]

    @extend_schema(
        operation_id="surveys_parcels",
        parameters=[OpenApiParameter("within", str, required=True, description="code of a park or an area")],
        responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponse:
        within = request.query_params.get("within", "").strip()
        if not within or len(within) > LONGEST or not within.isprintable():
            raise WithinError
        content = geopackage(within, signed_in(request).scope)
        day = timezone.localdate().strftime("%Y%m%d")
        full = quote(f"宗地-{within}-{day}.gpkg", safe="")
        disposition = f"attachment; filename=\"parcels-{day}.gpkg\"; filename*=UTF-8''{full}"
        return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})
