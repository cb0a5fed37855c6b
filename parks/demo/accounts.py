"""The four demo accounts (演示账户), made only where the demo is asked for."""

from django.conf import settings
from django.db import transaction

from parks.accounts.checks import DEMO_EMAIL_DOMAIN
from parks.accounts.models import Role, User

ACCOUNTS = {
    "official": (Role.OFFICIAL, ["440111"], "干部", "演示"),
    "clerk": (Role.CLERK, ["440111"], "数据员", "演示"),
    "planner": (Role.PLANNER, ["4401"], "规划师", "演示"),
    "admin": (Role.ADMINISTRATOR, ["4401"], "管理员", "演示"),
}
assert set(ACCOUNTS) == set(settings.DEMO_ACCOUNTS)


@transaction.atomic
def make_accounts(password: str) -> list[str]:
    """Create them, or reset them where the password changed; returns their user names."""
    present = User.objects.filter(username__in=ACCOUNTS)
    if len(present) == len(ACCOUNTS) and present[0].check_password(password):
        return list(ACCOUNTS)
    for username, (role, scope, first_name, last_name) in ACCOUNTS.items():
        user, _ = User.objects.get_or_create(username=username)
        user.role, user.scope = role, scope
        user.email = f"{username}{DEMO_EMAIL_DOMAIN}"
        user.first_name, user.last_name = first_name, last_name
        user.is_staff = user.is_superuser = role == Role.ADMINISTRATOR
        user.set_password(password)
        user.save()
    return list(ACCOUNTS)
