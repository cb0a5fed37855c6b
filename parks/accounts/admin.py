from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.forms import ModelForm
from django.http import HttpRequest
from knox.models import AuthToken

from parks.accounts.models import Role, User

admin.site.site_header = admin.site.site_title = "村园图 Cunyuan"
admin.site.unregister(Group)  # permissions follow the role
admin.site.unregister(AuthToken)  # tokens are made and revoked by their owners


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Role and scope decide everything; access to this site follows from the role."""

    list_display = ["username", "display_name", "role", "scope", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["last_name", "first_name", "email"]}),
        ("职位与数据范围", {"fields": ["role", "scope", "is_active"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "last_name",
                    "usable_password",
                    "password1",
                    "password2",
                    "role",
                    "scope",
                ]
            },
        ),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm", change: bool) -> None:
        obj.is_staff = obj.is_superuser = obj.role == Role.ADMINISTRATOR
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # history names its users: accounts are deactivated, never deleted
