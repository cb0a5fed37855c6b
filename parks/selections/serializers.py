from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from parks.inventory.models import Enterprise, ParkBoundary, ParkCondition, ParkYear
from parks.inventory.serializers import (
    YEAR_FIELDS,
    AreaRefSerializer,
    EnterpriseYearSerializer,
    ParcelSerializer,
    PremisesSerializer,
    SourcedSerializer,
    SourceSerializer,
)
from parks.objections.serializers import BesideSerializer
from parks.selections.models import Selection
from parks.selections.rows import area_refs


def _number(**kwargs: Any) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, **kwargs)


class ParkRowSerializer(serializers.Serializer[dict[str, Any]]):
    """A park as list, table and export show it; null is unknown."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    district = AreaRefSerializer(allow_null=True)
    town = AreaRefSerializer(allow_null=True)
    village = AreaRefSerializer(allow_null=True)
    tenure = serializers.CharField()
    main_use = serializers.CharField()
    area_m2 = _number()
    gfa_m2 = _number(help_text="Null unless known on nearly all of the land.")
    gfa_coverage = _number(help_text="0–1: share of the land whose floor area is known.")
    far = _number(help_text="Null where the floor area is.")
    output_per_mu = _number(help_text="万元/亩")
    tax_per_mu = _number(help_text="万元/亩")
    procedure = serializers.CharField(allow_null=True)
    procedure_share = _number(help_text="0–1")
    labor_intensive_share = _number(help_text="0–1")
    parcel_count = serializers.IntegerField(allow_null=True)
    enterprise_count = serializers.IntegerField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    grade_score = _number()
    mode = serializers.CharField(allow_null=True)
    need = _number(help_text="0–100")
    opportunity = _number(help_text="0–100")
    priority = _number(help_text="0–100")
    rank = serializers.IntegerField(allow_null=True)
    completeness = _number(help_text="0–1")
    imputed_share = _number(help_text="0–1")
    year = serializers.IntegerField(allow_null=True)
    is_synthetic = serializers.BooleanField()

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        refs = area_refs(instance)
        return {name: refs[name] if name in refs else instance[name] for name in map(str, self.fields)}


class BoundarySerializer(SourcedSerializer, serializers.ModelSerializer[ParkBoundary]):
    valid_from = serializers.DateField(source="valid.lower", allow_null=True)
    valid_to = serializers.DateField(source="valid.upper", allow_null=True)

    class Meta:
        model = ParkBoundary
        fields = ["kind", "valid_from", "valid_to", "area_m2", "source"]


class ConditionSerializer(SourcedSerializer, serializers.ModelSerializer[ParkCondition]):
    class Meta:
        model = ParkCondition
        exclude = ["id", "park"]


class ParkYearSerializer(SourcedSerializer, serializers.ModelSerializer[ParkYear]):
    class Meta:
        model = ParkYear
        fields = YEAR_FIELDS


class BuildingsSerializer(serializers.Serializer[dict[str, Any]]):
    legality = serializers.CharField()
    gfa_m2 = serializers.FloatField()
    count = serializers.IntegerField(help_text="Parcels with such floor area.")


class ParkDetailSerializer(serializers.Serializer[dict[str, Any]]):
    """What the park's card adds to its row."""

    boundaries = BoundarySerializer(many=True)
    condition = ConditionSerializer(allow_null=True)
    buildings = BuildingsSerializer(many=True)
    sources = SourceSerializer(many=True)
    years = ParkYearSerializer(many=True)
    bounds = serializers.ListField(
        child=serializers.FloatField(),
        min_length=4,
        max_length=4,
        allow_null=True,
        help_text="west, south, east, north",
    )
    objections = BesideSerializer(many=True)


class ParkSerializer(ParkDetailSerializer, ParkRowSerializer):
    """A park's row and card in one (for the schema)."""


class GradedParcelSerializer(ParcelSerializer):
    grade = serializers.CharField(allow_null=True, help_text="亩产效益综合评价 of the current appraisal.")

    class Meta(ParcelSerializer.Meta):
        fields = [*ParcelSerializer.Meta.fields, "grade"]


class EnterpriseSerializer(serializers.ModelSerializer[Enterprise]):
    grade = serializers.CharField(allow_null=True, help_text="亩产效益综合评价 of the current appraisal.")

    class Meta:
        model = Enterprise
        fields = [
            "id",
            "uscc",
            "name",
            "industry",
            "above_scale",
            "leading_industry",
            "is_synthetic",
            "grade",
        ]


class EnterpriseDetailSerializer(EnterpriseSerializer):
    tenancies = PremisesSerializer(many=True)
    years = EnterpriseYearSerializer(many=True)

    class Meta(EnterpriseSerializer.Meta):
        fields = [*EnterpriseSerializer.Meta.fields, "tenancies", "years"]


class HistogramSerializer(serializers.Serializer[dict[str, Any]]):
    edges = serializers.ListField(child=serializers.FloatField())
    counts = serializers.ListField(
        child=serializers.IntegerField(), help_text="With the measure's own filter lifted."
    )
    selected = serializers.ListField(child=serializers.IntegerField())


def _counts() -> serializers.DictField:
    return serializers.DictField(child=serializers.IntegerField())


class FacetCountsSerializer(serializers.Serializer[dict[str, Any]]):
    """Parks per value, each facet counted with its own filter lifted."""

    grade = _counts()
    mode = _counts()
    tenure = _counts()
    procedure = _counts()
    district = _counts()
    town = _counts()


class HistogramsSerializer(serializers.Serializer[dict[str, Any]]):
    area_mu = HistogramSerializer()
    far = HistogramSerializer()
    output_per_mu = HistogramSerializer()
    tax_per_mu = HistogramSerializer()
    procedure_share = HistogramSerializer()
    priority = HistogramSerializer()


class FacetsSerializer(serializers.Serializer[dict[str, Any]]):
    count = serializers.IntegerField()
    total = serializers.IntegerField(help_text="Parks the user may see.")
    area_mu = serializers.FloatField()
    gfa_m2 = serializers.FloatField()
    far = _number(help_text="Gross floor area over land of the parks where it is known.")
    output_per_mu = _number(help_text="万元/亩, weighted by land.")
    tax_per_mu = _number(help_text="万元/亩, weighted by land.")
    procedure_share = _number(help_text="0–1, weighted by land.")
    by = FacetCountsSerializer()
    histograms = HistogramsSerializer()
    ids = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="With include=ids."
    )


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class FiltersField(serializers.DictField):
    """Filters by the names of the park list."""


class NewSelectionSerializer(serializers.Serializer[dict[str, Any]]):
    filters = FiltersField(default=dict)


class SelectionSerializer(serializers.ModelSerializer[Selection]):
    filters = FiltersField(read_only=True)
    created_by = serializers.CharField(
        source="created_by.username", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = Selection
        fields = ["id", "filters", "count", "total", "revision", "appraisal", "created_by", "created_at"]
        read_only_fields = fields
