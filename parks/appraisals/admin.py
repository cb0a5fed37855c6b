from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from parks.appraisals.models import Appraisal


@admin.register(Appraisal)
class AppraisalAdmin(admin.ModelAdmin):
    """Runs and their failures, to read; they are started through the API."""

    list_display = [
        "id",
        "status",
        "is_current",
        "year",
        "created_at",
        "created_by",
        "park_count",
        "error_code",
    ]
    list_filter = ["status", "is_current"]
    list_select_related = ["created_by"]
    exclude = ["legend"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
