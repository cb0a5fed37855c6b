from typing import Any

from rest_framework import serializers

from parks.inventory.models import (
    AdminArea,
    BuildingArea,
    EnterpriseYear,
    Parcel,
    ParcelYear,
    Source,
    Tenancy,
)

YEAR_FIELDS = [
    "year", "status", "output_yuan", "tax_yuan", "employees", "energy_tce", "rd_yuan", "upgrade_yuan",
    "investment_yuan", "recognitions", "uploaded", "falsified", "source",
]  # fmt: skip


class SourceSerializer(serializers.ModelSerializer[Source]):
    class Meta:
        model = Source
        fields = ["kind", "title", "dated", "reference"]


class SourcedSerializer(serializers.Serializer[Any]):
    """A fact that says where it was taken from."""

    source = SourceSerializer()  # type: ignore[assignment] # the stubs know only DRF's own attribute of that name


class AreaRefSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class AreaSerializer(serializers.ModelSerializer[AdminArea]):
    park_count = serializers.SerializerMethodField(help_text="Parks in it that the user may see.")

    class Meta:
        model = AdminArea
        fields = ["code", "name", "level", "parent", "park_count"]

    def get_park_count(self, area: AdminArea) -> int:
        counts: dict[str, int] = self.context["park_counts"]
        return counts.get(area.code, 0)


class BuildingAreaSerializer(SourcedSerializer, serializers.ModelSerializer[BuildingArea]):
    class Meta:
        model = BuildingArea
        fields = ["legality", "as_of", "gfa_m2", "footprint_m2", "storeys", "built_year", "status", "source"]


class ParcelYearSerializer(SourcedSerializer, serializers.ModelSerializer[ParcelYear]):
    class Meta:
        model = ParcelYear
        fields = YEAR_FIELDS


class EnterpriseYearSerializer(SourcedSerializer, serializers.ModelSerializer[EnterpriseYear]):
    class Meta:
        model = EnterpriseYear
        fields = YEAR_FIELDS


class ParcelSerializer(serializers.ModelSerializer[Parcel]):
    gfa_m2 = serializers.SerializerMethodField(
        help_text="Latest gross floor area of every legality; null if unknown."
    )

    class Meta:
        model = Parcel
        fields = [
            "id", "code", "park", "tenure", "procedure", "procedure_area_m2", "certificate", "land_use", "area_m2",
            "declared_area_m2", "gfa_m2", "owner_name", "address", "surveyed_on", "is_synthetic",
        ]  # fmt: skip

    def get_gfa_m2(self, parcel: Parcel) -> float | None:
        latest = {
            each.legality: each.gfa_m2 for each in sorted(parcel.building_areas.all(), key=lambda b: b.as_of)
        }
        return sum(latest.values()) if latest else None


class OccupantSerializer(serializers.ModelSerializer[Tenancy]):
    """A tenancy, seen from the parcel."""

    enterprise_name = serializers.CharField(source="enterprise.name")
    uscc = serializers.CharField(source="enterprise.uscc")
    since = serializers.DateField(source="valid.lower", allow_null=True)
    until = serializers.DateField(source="valid.upper", allow_null=True)

    class Meta:
        model = Tenancy
        fields = [
            "enterprise", "enterprise_name", "uscc", "holding", "land_area_m2", "floor_area_m2",
            "rent_yuan_m2_month", "since", "until",
        ]  # fmt: skip


class ParcelDetailSerializer(SourcedSerializer, ParcelSerializer):
    building_areas = BuildingAreaSerializer(many=True)
    tenancies = OccupantSerializer(many=True)
    years = ParcelYearSerializer(many=True)
    bounds = serializers.ListField(
        child=serializers.FloatField(), source="geometry.extent", min_length=4, max_length=4
    )

    class Meta(ParcelSerializer.Meta):
        fields = [*ParcelSerializer.Meta.fields, "building_areas", "tenancies", "years", "source", "bounds"]


class PremisesSerializer(serializers.ModelSerializer[Tenancy]):
    """A tenancy, seen from the enterprise."""

    parcel_code = serializers.CharField(source="parcel.code")
    park = serializers.IntegerField(source="parcel.park_id")
    park_name = serializers.CharField(source="parcel.park.name")
    since = serializers.DateField(source="valid.lower", allow_null=True)
    until = serializers.DateField(source="valid.upper", allow_null=True)

    class Meta:
        model = Tenancy
        fields = [
            "parcel", "parcel_code", "park", "park_name", "holding", "land_area_m2", "floor_area_m2",
            "rent_yuan_m2_month", "since", "until",
        ]  # fmt: skip


class SearchSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, default="", allow_blank=True)


class SearchHitSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["park", "area", "enterprise", "parcel"])
    id = serializers.JSONField(help_text="Number of a park, parcel or enterprise; code of an area.")
    code = serializers.CharField()
    name = serializers.CharField()
    context = serializers.CharField(help_text="Where it lies.")  # type: ignore[assignment] # as above
    park = serializers.IntegerField(allow_null=True, help_text="The park it belongs to.")
    bounds = serializers.ListField(
        child=serializers.FloatField(), allow_null=True, min_length=4, max_length=4
    )
    point = serializers.ListField(child=serializers.FloatField(), allow_null=True, min_length=2, max_length=2)
