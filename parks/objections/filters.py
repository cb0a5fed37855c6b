"""Which objections a list shows."""

from django.utils import timezone
from django_filters import rest_framework as filters

from parks.appraisals.models import Subject
from parks.objections.models import About, Objection, Status
from parks.objections.querysets import ObjectionQuerySet

OPEN = "open"


class ObjectionFilter(filters.FilterSet):
    """`status=open`: received or dispatched; `overdue=true`: of these, those past their deadline."""

    status = filters.ChoiceFilter(choices=[(OPEN, OPEN), *Status.choices], method="of_status")
    about = filters.ChoiceFilter(choices=About.choices)
    overdue = filters.BooleanFilter(method="of_deadline")
    park = filters.NumberFilter()
    district = filters.CharFilter(method="of_district", max_length=12, help_text="区划代码（前缀）")
    subject = filters.ChoiceFilter(choices=Subject.choices)
    subject_id = filters.NumberFilter()

    class Meta:
        model = Objection
        fields = ["status", "about", "overdue", "park", "district", "subject", "subject_id"]

    def of_status(self, objections: ObjectionQuerySet, name: str, value: str) -> ObjectionQuerySet:
        return objections.open() if value == OPEN else objections.filter(status=value)

    def of_deadline(self, objections: ObjectionQuerySet, name: str, value: bool) -> ObjectionQuerySet:
        late = Objection.objects.overdue(timezone.localdate())
        return objections.filter(pk__in=late) if value else objections.exclude(pk__in=late)

    def of_district(self, objections: ObjectionQuerySet, name: str, value: str) -> ObjectionQuerySet:
        return objections.within(value)
