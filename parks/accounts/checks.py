"""Refuses to serve with the demo's well-known accounts where nobody asked for a demo."""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError

DEMO_EMAIL_DOMAIN = "@demo.invalid"


@checks.register(checks.Tags.database)
def no_open_demo_accounts(
    app_configs: Iterable[AppConfig] | None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """An active demo account with a password, while DEBUG and CUNYUAN_DEMO are off, is an error."""
    if settings.DEBUG or settings.DEMO or "default" not in (databases or ()):
        return []
    try:
        names = _open_demo_accounts()
    except DatabaseError:  # not migrated or not reachable: nobody can sign in either
        return []
    if not names:
        return []
    return [
        checks.Error(
            f"演示账号仍可登录 Demo accounts can still sign in: {', '.join(names)}",
            hint="停用这些账号，或设置 CUNYUAN_DEMO=1。 Deactivate them, or set CUNYUAN_DEMO=1.",
            id="accounts.E001",
        )
    ]


def _open_demo_accounts() -> list[str]:
    from parks.accounts.models import User

    users = User.objects.filter(
        username__in=settings.DEMO_ACCOUNTS, email__endswith=DEMO_EMAIL_DOMAIN, is_active=True
    )
    return [user.username for user in users.order_by("username") if user.has_usable_password()]
