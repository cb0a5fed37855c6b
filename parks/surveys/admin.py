"""Whose surveys a second person has to approve, set by administrators, district by district."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from parks.inventory.models import AdminArea
from parks.surveys.models import ApprovalRule


@admin.register(ApprovalRule)
class ApprovalRuleAdmin(admin.ModelAdmin):
    """Without a rule, a clerk of the district commits alone."""

    list_display = ["area", "approver"]
    list_filter = ["approver"]
    list_select_related = ["area"]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "area":
            options["queryset"] = AdminArea.objects.filter(level=AdminArea.Level.DISTRICT)
        return super().formfield_for_foreignkey(db_field, request, **options)
