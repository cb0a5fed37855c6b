from typing import Any

from django.db.models import F, QuerySet
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView


class NullsLastOrdering(OrderingFilter):
    """`ordering=-priority`: unknown values come last either way, equal ones by code."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        names = [*(self.get_ordering(request, queryset, view) or ()), "code"]
        if not request.query_params.get(self.ordering_param) and queryset.ordered:
            return queryset
        return queryset.order_by(*map(_nulls_last, names))


def _nulls_last(name: str) -> Any:
    field = F(name.removeprefix("-"))
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)
