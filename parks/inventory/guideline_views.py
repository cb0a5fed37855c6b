from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from parks.accounts.permissions import Permission, needs, signed_in
from parks.inventory import guidelines
from parks.inventory.models import GuidelineEdition, IndustryGuideline
from parks.inventory.serializers import SourcedSerializer

WAN_YUAN = 1e4


class WanYuanField(serializers.FloatField):
    """Stored in yuan, shown in 万元."""

    def to_representation(self, value: float) -> Any:
        return round(value / WAN_YUAN, 6)


class GuidelineRowSerializer(serializers.ModelSerializer[IndustryGuideline]):
    output_wan_yuan_per_mu = WanYuanField(source="output_yuan_per_mu", allow_null=True)
    investment_wan_yuan_per_mu = WanYuanField(source="investment_yuan_per_mu", allow_null=True)
    tax_wan_yuan_per_mu = WanYuanField(source="tax_yuan_per_mu", allow_null=True)

    class Meta:
        model = IndustryGuideline
        fields = [
            "industry", "name", "output_wan_yuan_per_mu", "investment_wan_yuan_per_mu", "tax_wan_yuan_per_mu",
        ]  # fmt: skip


class GuidelineEditionSerializer(SourcedSerializer, serializers.ModelSerializer[GuidelineEdition]):
    """产业用地指南的一个版本 with its rows."""

    rows = GuidelineRowSerializer(many=True)

    class Meta:
        model = GuidelineEdition
        fields = ["id", "name", "valid_from", "source", "rows"]


class GuidelineUploadSerializer(serializers.Serializer[Any]):
    """CSV or XLSX with 行业代码, 行业名称, 亩均产值, 亩均投资, 亩均税收; the unit stands in each header."""

    file = serializers.FileField(max_length=200)
    name = serializers.CharField(
        max_length=120, help_text="版本名称; an edition of the same name is replaced"
    )
    valid_from = serializers.DateField(help_text="施行日期")


class GuidelineList(generics.ListAPIView[GuidelineEdition]):
    """Guideline tables (产业用地指南), the latest first; POST takes one in, wholly or not at all."""

    permission_classes = [needs(Permission.APPRAISALS_READ, Permission.POLICIES_MANAGE)]
    serializer_class = GuidelineEditionSerializer

    def get_queryset(self) -> QuerySet[GuidelineEdition]:
        return GuidelineEdition.objects.select_related("source").prefetch_related("rows")

    def get_parsers(self) -> list[BaseParser]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(request=GuidelineUploadSerializer, responses={201: GuidelineEditionSerializer})
    def post(self, request: Request) -> Response:
        given = GuidelineUploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        sent = given.validated_data
        content = sent["file"].read(guidelines.MAX_BYTES + 1)
        taken = guidelines.take_in(
            content, sent["file"].name, sent["name"], sent["valid_from"], signed_in(request)
        )
        edition = self.get_queryset().get(pk=taken.pk)
        return Response(GuidelineEditionSerializer(edition).data, status=status.HTTP_201_CREATED)
