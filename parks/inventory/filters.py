"""Filters of the inventory's lists, under the names that every list of the API uses."""

from typing import Any

import django_filters as df
from django import forms
from django.contrib.gis.geos import Polygon
from django.db.models import F, FloatField, Func, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django_filters.fields import BaseCSVField

from parks.inventory.models import AdminArea, Enterprise, Parcel, Tenancy
from parks.inventory.models.parcels import Certificate, ParcelTenure, Procedure

M2_PER_MU = 10_000 / 15
"""1 亩 = 666.67 m²."""
BOX_DECIMALS = 7
"""Of a degree: 1 cm. A box is taken to these everywhere, also where its filter is written down."""


class CommaField(BaseCSVField):
    """What stands between the commas; nothing there is nothing asked."""

    def clean(self, value: Any) -> list[Any]:
        return [each for each in super().clean(value) or () if each not in (None, "")]


class CommaFilter(df.BaseInFilter):
    base_field_class = CommaField


class ListFilter(CommaFilter, df.CharFilter):
    """Any of a comma list."""


class IdFilter(df.NumberFilter):
    """The number of an object, whole and no longer than the database's."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **kwargs)

    def get_max_validator(self) -> None:
        return None


class IdsFilter(CommaFilter, IdFilter):
    """Any of a comma list of objects' numbers."""


class MeasureField(forms.DecimalField):
    """A bound on a measure, with no more digits than a number has."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=40, decimal_places=20, **kwargs)


class MeasureFilter(df.NumberFilter):
    field_class = MeasureField


class ChoicesFilter(CommaFilter, df.ChoiceFilter):
    """Any of a comma list of known words; with `missing`, `none` stands for a missing value."""

    def __init__(self, choices: list[tuple[str, str]], *, missing: bool = False, **kwargs: Any) -> None:
        self.words = [each for each, _ in choices] + (["none"] if missing else [])
        super().__init__(choices=[*choices, ("none", "无 none")] if missing else choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        if not value:
            return qs
        known = Q(**{f"{self.field_name}__in": [each for each in value if each != "none"]})
        return qs.filter(known | Q(**{f"{self.field_name}__isnull": True}) if "none" in value else known)


class MuRangeFilter(MeasureFilter):
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
            west, south, east, north = (round(float(part), BOX_DECIMALS) for part in text.split(","))
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                raise ValueError(text)
        except ValueError as error:
            raise forms.ValidationError("应为 西,南,东,北（度）", code="bbox") from error
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = 4490
        return box


class BoxFilter(df.Filter):
    """What reaches into the box with its west, south, east and north, edges included."""

    field_class = BoxField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, help_text="西,南,东,北（度），外接矩形与之相接", **kwargs)

    def filter(self, qs: QuerySet[Any], value: Polygon | None) -> QuerySet[Any]:
        if value is None:
            return qs
        west, south, east, north = value.extent
        # The index finds the candidates; it compares single-precision boxes, which are a little too large.
        return qs.filter(
            LessThanOrEqual(edge_of(self.field_name, "XMin"), east),
            GreaterThanOrEqual(edge_of(self.field_name, "XMax"), west),
            LessThanOrEqual(edge_of(self.field_name, "YMin"), north),
            GreaterThanOrEqual(edge_of(self.field_name, "YMax"), south),
            **{f"{self.field_name}__bboverlaps": value},
        )


def edge_of(geometry: str, edge: str) -> Func:
    """`XMin`, `YMin`, `XMax` or `YMax` of a geometry, in double precision."""
    return Func(F(geometry), function=f"ST_{edge}", output_field=FloatField())


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
    park = IdsFilter(field_name="park_id")
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
    park = IdFilter(method="in_park")
    industry = df.CharFilter(lookup_expr="startswith", help_text="GB/T 4754 代码开头，如 C18")
    above_scale = df.BooleanFilter()
    leading_industry = df.BooleanFilter()
    q = df.CharFilter(method="named", help_text="企业名称或统一社会信用代码开头")

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def in_park(self, queryset: QuerySet[Enterprise], name: str, value: int) -> QuerySet[Enterprise]:
        """Those that occupy a parcel of the park today, as far as the user may see the park."""
        held = Tenancy.objects.visible_to(self.request.user).current().filter(parcel__park=value)
        return queryset.filter(pk__in=held.values("enterprise"))

    def named(self, queryset: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        return queryset.filter(Q(name__icontains=value) | Q(uscc__startswith=value.upper()))
