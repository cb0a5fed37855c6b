from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from parks.policies.models import PolicyEdition


@admin.register(PolicyEdition)
class PolicyEditionAdmin(admin.ModelAdmin):
    """Editions, to read; they are taken in and decided through the API, where they are checked."""

    list_display = ["id", "title_zh", "starts_on", "status", "uploaded_by", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["uploaded_by", "decided_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
