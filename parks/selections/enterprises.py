"""Enterprises (企业) with their grades: facts of the inventory beside the current appraisal, as parks are served."""

from django.db.models import Prefetch, QuerySet
from rest_framework import viewsets
from rest_framework.renderers import JSONRenderer

from parks.appraisals.models import EnterpriseResult
from parks.appraisals.querysets import current_grade
from parks.inventory.filters import EnterpriseFilter
from parks.inventory.models import Enterprise, Tenancy
from parks.inventory.views import MAY_READ
from parks.selections.serializers import EnterpriseDetailSerializer, EnterpriseSerializer


class EnterpriseViewSet(viewsets.ReadOnlyModelViewSet[Enterprise]):
    """Enterprises that occupy a parcel the user may see; their premises outside the scope are not shown."""

    permission_classes = [MAY_READ]
    renderer_classes = [JSONRenderer]
    filterset_class = EnterpriseFilter
    queryset = Enterprise.objects.all()

    def get_queryset(self) -> QuerySet[Enterprise]:
        visible = (
            Enterprise.objects.visible_to(self.request.user)
            .annotate(grade=current_grade(EnterpriseResult, "enterprise"))
            .order_by("uscc")
        )
        if self.action == "list":
            return visible
        premises = Tenancy.objects.visible_to(self.request.user).select_related("parcel__park")
        return visible.prefetch_related(Prefetch("tenancies", premises), "years__source")

    def get_serializer_class(self) -> type[EnterpriseSerializer]:
        return EnterpriseSerializer if self.action == "list" else EnterpriseDetailSerializer
