"""Filters in the query, refused as the API refuses everything that is not acceptable."""

from typing import Any

import django_filters as df
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django_filters.utils import translate_validation
from rest_framework.request import Request

from parks.inventory.filters import ListFilter
from parks.inventory.models import AdminArea


class AreaRowFilter(df.FilterSet):
    """Of a table by area; filters nothing itself, its fields say what is asked."""

    status = ListFilter()
    district = ListFilter(
        validators=[RegexValidator(r"^[0-9]{6}\Z", "区划代码应为 6 位数字", code="area_code")]
    )
    town = ListFilter(validators=[RegexValidator(r"^[0-9]{9}\Z", "区划代码应为 9 位数字", code="area_code")])

    class Meta:
        model = AdminArea
        fields: list[str] = []


def asked_of(
    filters: type[df.FilterSet], request: Request, queryset: QuerySet[Any, Any] | None = None
) -> Any:
    """The filtered queryset, or without one the cleaned values. Raises ValidationError."""
    asked = filters(request.query_params, queryset=queryset, request=request)
    if not asked.is_valid():
        raise translate_validation(asked.errors)
    return asked.form.cleaned_data if queryset is None else asked.qs
