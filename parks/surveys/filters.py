"""Which uploads a list shows."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from parks.accounts.models import Role
from parks.accounts.permissions import signed_in
from parks.surveys.models import Approver, Status, SurveyUpload

MINE, WAITING = "mine", "waiting"


class UploadFilter(filters.FilterSet):
    """`show=mine`: own uploads; `show=waiting`: those that somebody else handed in and the user may approve (待我复核).
    `origin`: those that a returned workbook of this upload came back as."""

    show = filters.ChoiceFilter(choices=[(MINE, MINE), (WAITING, WAITING)], method="of_user")
    origin = filters.NumberFilter()
    status = filters.ChoiceFilter(choices=Status.choices)

    class Meta:
        model = SurveyUpload
        fields = ["show", "origin", "status"]

    def of_user(self, uploads: QuerySet[SurveyUpload], name: str, value: str) -> QuerySet[SurveyUpload]:
        user = signed_in(self.request)
        if value == MINE:
            return uploads.filter(user=user)
        waiting = uploads.filter(status=Status.AWAITING).exclude(approval__requested_by_id=user.pk)
        if user.role == Role.ADMINISTRATOR:
            return waiting
        return waiting.exclude(approval__needed=Approver.ADMINISTRATOR)
