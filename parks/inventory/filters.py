"""Filters of the inventory's lists, under the names that every list of the API uses."""

from typing import Any

import django_filters as df
from django import forms
from django.contrib.gis.geos import Polygon
from django.db.models import Q, QuerySet

from parks.inventory.models import AdminArea, Enterprise, Parcel
from parks.inventory.models.parcels import Certificate, ParcelTenure, Procedure

M2_PER_MU = 10_000 / 15
"""1 亩 = 666.67 m²."""


class ListFilter(df.BaseInFilter, df.CharFilter):
    """Any of a comma list."""


class NumbersFilter(df.BaseInFilter, df.NumberFilter):
    """Any of a comma list of numbers."""


class ChoicesFilter(df.BaseInFilter, df.ChoiceFilter):
    """Any of a comma list of known words; with `missing`, `none` stands for a missing value."""

    def __init__(self, choices: list[tuple[str, str]], *, missing: bool = False, **kwargs: Any) -> None:
        self.words = [each for each, _ in choices] + (["none"] if missing else [])
        super().__init__(choices=[*choices, ("none", "无 none")] if missing else choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        if not value:
            return qs
        known = Q(**{f"{self.field_name}__in": [each for each in value if each != "none"]})
        return qs.filter(known | Q(**{f"{self.field_name}__isnull": True}) if "none" in value else known)


class MuRangeFilter(df.NumberFilter):
    """A bound given in 亩 on a column stored in m²."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return super().filter(qs, None if value is None else float(value) * M2_PER_MU)


class BoxField(forms.CharField):
    """`west,south,east,north` in degrees, as a polygon in EPSG:4490."""

    def clean(self, value: Any) -> Polygon | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = (float(part) for part in text.split(","))
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                raise ValueError(text)
        except ValueError as error:
            raise forms.ValidationError("应为 西,南,东,北（度）", code="bbox") from error
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = 4490
        return box


class BoxFilter(df.Filter):
    """What meets the box."""

    field_class = BoxField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, lookup_expr="bboverlaps", help_text="西,南,东,北（度）", **kwargs)


class AreaFilter(df.FilterSet):
    level = ListFilter(help_text="、".join(AdminArea.Level.values))
    parent = df.CharFilter(field_name="parent_id")
    q = df.CharFilter(method="named")

    class Meta:
        model = AdminArea
        fields: list[str] = []

    def named(self, queryset: QuerySet[AdminArea], name: str, value: str) -> QuerySet[AdminArea]:
        return queryset.filter(Q(name__icontains=value) | Q(code__startswith=value))


class ParcelFilter(df.FilterSet):
    park = NumbersFilter(field_name="park_id")
    tenure = ChoicesFilter(ParcelTenure.choices, field_name="tenure")
    procedure = ChoicesFilter(Procedure.choices, field_name="procedure")
    certificate = ChoicesFilter(Certificate.choices, field_name="certificate")
    area_mu_min = MuRangeFilter(field_name="area_m2", lookup_expr="gte")
    area_mu_max = MuRangeFilter(field_name="area_m2", lookup_expr="lte")
    bbox = BoxFilter(field_name="geometry")
    q = df.CharFilter(method="named", help_text="宗地代码开头、权利人或坐落")

    class Meta:
        model = Parcel
        fields: list[str] = []

    def named(self, queryset: QuerySet[Parcel], name: str, value: str) -> QuerySet[Parcel]:
        return queryset.filter(
            Q(code__startswith=value.upper()) | Q(owner_name__icontains=value) | Q(address__icontains=value)
        )


class EnterpriseFilter(df.FilterSet):
    park = df.NumberFilter(method="in_park")
    industry = df.CharFilter(lookup_expr="startswith", help_text="GB/T 4754 代码开头，如 C18")
    above_scale = df.BooleanFilter()
    leading_industry = df.BooleanFilter()
    q = df.CharFilter(method="named", help_text="企业名称或统一社会信用代码开头")

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def in_park(self, queryset: QuerySet[Enterprise], name: str, value: int) -> QuerySet[Enterprise]:
        return queryset.filter(pk__in=Enterprise.objects.filter(tenancies__parcel__park=value).values("pk"))

    def named(self, queryset: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        return queryset.filter(Q(name__icontains=value) | Q(uscc__startswith=value.upper()))
