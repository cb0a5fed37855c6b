"""The one filter over parks: the same names in the page's address, the list, the facets, the selection."""

from functools import reduce
from operator import or_
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import django_filters as df
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate, Upper
from django.db.models.lookups import Contains

from parks.appraisals.models import Grade, Mode
from parks.inventory.filters import (
    BoxFilter,
    ChoicesFilter,
    IdsFilter,
    ListFilter,
    MeasureFilter,
    MuRangeFilter,
)
from parks.inventory.models import Park
from parks.inventory.models.parcels import Procedure
from parks.inventory.models.parks import ParkTenure

NAMES = ("name", "code", "area__name")
"""What `q` looks into, each on its own."""
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)


def ascii_upper(text: str) -> str:
    """Capitals of A to Z only: what they are of other letters, Python and each database see differently."""
    return text.translate(_CAPITALS)


def _upper(path: str) -> Upper:
    return Upper(Collate(path, "C"))


class AreasFilter(ListFilter):
    """Any of a comma list of area codes of one level, each as a prefix."""

    def __init__(self, digits: int) -> None:
        code = RegexValidator(rf"^[0-9]{{{digits}}}\Z", f"区划代码应为 {digits} 位数字", code="area_code")
        super().__init__(
            field_name="area__code", validators=[code], help_text=f"{digits} 位区划代码，逗号分隔"
        )

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        inside = Q()
        for code in value or ():
            inside |= Q(area__code__startswith=code)
        return qs.filter(inside)


def _at_least(field: str, **kwargs: Any) -> MeasureFilter:
    return MeasureFilter(field_name=field, lookup_expr="gte", **kwargs)


def _at_most(field: str, **kwargs: Any) -> MeasureFilter:
    return MeasureFilter(field_name=field, lookup_expr="lte", **kwargs)


class ParkFilter(df.FilterSet):
    """Works on parks annotated with `result`, the park's result of one appraisal. Bounds are inclusive."""

    district = AreasFilter(6)
    town = AreasFilter(9)
    village = AreasFilter(12)
    area_mu_min = MuRangeFilter(field_name="summary__area_m2", lookup_expr="gte", help_text="亩")
    area_mu_max = MuRangeFilter(field_name="summary__area_m2", lookup_expr="lte", help_text="亩")
    far_min = _at_least("summary__far")
    far_max = _at_most("summary__far")
    output_per_mu_min = _at_least("summary__output_per_mu", help_text="万元/亩")
    output_per_mu_max = _at_most("summary__output_per_mu", help_text="万元/亩")
    tax_per_mu_min = _at_least("summary__tax_per_mu", help_text="万元/亩")
    tax_per_mu_max = _at_most("summary__tax_per_mu", help_text="万元/亩")
    procedure_share_min = _at_least("summary__procedure_share", help_text="0–1")
    procedure_share_max = _at_most("summary__procedure_share", help_text="0–1")
    priority_min = _at_least("result__priority", help_text="0–100")
    priority_max = _at_most("result__priority", help_text="0–100")
    metro_m_max = _at_most("summary__metro_distance_m", help_text="米")
    tenure = ChoicesFilter(ParkTenure.choices, field_name="tenure")
    procedure = ChoicesFilter(Procedure.choices, missing=True, field_name="summary__procedure")
    grade = ChoicesFilter(Grade.choices, missing=True, field_name="result__grade")
    mode = ChoicesFilter(Mode.choices, missing=True, field_name="result__mode")
    q = df.CharFilter(method="named", help_text="名称、编码或村社")
    bbox = BoxFilter(field_name="summary__geometry")
    ids = IdsFilter(field_name="pk")

    class Meta:
        model = Park
        fields: list[str] = []

    def named(self, queryset: QuerySet[Park], name: str, value: str) -> QuerySet[Park]:
        wanted = ascii_upper(value)
        return queryset.filter(reduce(or_, (Q(Contains(_upper(path), wanted)) for path in NAMES)))
