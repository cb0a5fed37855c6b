"""The inventory in the administration site: looked up and corrected by hand; shapes and figures come by survey."""

from typing import Any

from django.contrib import admin
from django.contrib.gis.db.models import Model
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from parks.inventory.editing import EditForm
from parks.inventory.models import (
    AdminArea,
    Agreement,
    Enterprise,
    GuidelineEdition,
    IdleLand,
    Inefficiency,
    Parcel,
    Park,
    ParkNeeds,
    ParkSituation,
    RenewalScheme,
    Source,
)
from parks.inventory.services import bump_revision, refresh_summaries
from parks.inventory.signals import inventory_edited

GEOMETRY = ["geometry", "geometry_3857", "area_m2"]


class InventoryAdmin(admin.ModelAdmin):
    """Nothing is added or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditableAdmin(InventoryAdmin):
    """A change by hand moves the revision and starts an appraisal, like any other."""

    form = EditForm

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        if not form.has_changed():
            return
        super().save_model(request, obj, form, change)
        parks = self.parks_of(obj)
        refresh_summaries(parks)
        details = {"user_id": request.user.pk, "park_ids": parks, "revision": bump_revision()}
        transaction.on_commit(lambda: _announce(type(obj), details))

    def parks_of(self, obj: Any) -> list[int]:
        """Whose summaries the change may move."""
        return []


def _announce(model: type[Model], details: dict[str, Any]) -> None:
    inventory_edited.send_robust(sender=model, **details)


@admin.register(Park)
class ParkAdmin(EditableAdmin):
    list_display = ["code", "name", "area", "tenure", "main_use", "is_synthetic"]
    list_filter = ["tenure", "main_use"]
    search_fields = ["code", "name"]
    list_select_related = ["area"]
    readonly_fields = ["area", "is_synthetic"]

    def parks_of(self, obj: Park) -> list[int]:
        return [obj.pk]


@admin.register(Parcel)
class ParcelAdmin(EditableAdmin):
    list_display = ["code", "park", "tenure", "procedure", "certificate", "owner_name"]
    list_filter = ["tenure", "procedure", "certificate"]
    search_fields = ["code", "owner_name"]
    list_select_related = ["park"]
    show_full_result_count = False
    exclude = GEOMETRY
    readonly_fields = ["park", "source", "is_synthetic"]

    def parks_of(self, obj: Parcel) -> list[int]:
        return [obj.park_id]


@admin.register(Enterprise)
class EnterpriseAdmin(EditableAdmin):
    list_display = ["uscc", "name", "industry", "above_scale", "leading_industry"]
    list_filter = ["above_scale", "leading_industry"]
    search_fields = ["uscc", "name"]
    show_full_result_count = False
    readonly_fields = ["uscc", "is_synthetic"]

    def parks_of(self, obj: Enterprise) -> list[int]:
        return list(
            Park.objects.filter(parcels__tenancies__enterprise=obj).values_list("pk", flat=True).distinct()
        )


class RecordAdmin(EditableAdmin):
    """A dated record: added and corrected inside the scope, never deleted; what is outdated gives way to a later one."""

    owner: str

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_list_display(self, request: HttpRequest) -> Any:
        return [self.owner, "as_of", "status", "source"]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return [self.owner, "source"]

    def get_search_fields(self, request: HttpRequest) -> Any:
        return [f"{self.owner}__code"]

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return [self.owner, "source"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.visible_to(request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.owner:
            kwargs["queryset"] = db_field.remote_field.model.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ParkSituation, ParkNeeds, RenewalScheme)
class ParkRecordAdmin(RecordAdmin):
    list_filter = ["status"]
    owner = "park"

    def parks_of(self, obj: Any) -> list[int]:
        return [obj.park_id]


@admin.register(Agreement, IdleLand, Inefficiency)
class ParcelRecordAdmin(RecordAdmin):
    list_filter = ["status"]
    owner = "parcel"

    def parks_of(self, obj: Any) -> list[int]:
        return [obj.parcel.park_id]


class ReadOnlyAdmin(InventoryAdmin):
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AdminArea)
class AdminAreaAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "level", "parent"]
    list_filter = ["level"]
    search_fields = ["code", "name"]
    list_select_related = ["parent"]
    exclude = ["boundary", "position"]


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "dated", "reference"]
    list_filter = ["kind"]
    search_fields = ["title"]


@admin.register(GuidelineEdition)
class GuidelineEditionAdmin(ReadOnlyAdmin):
    """Taken in through the API, where every cell is checked."""

    list_display = ["name", "valid_from", "source"]
    list_select_related = ["source"]
