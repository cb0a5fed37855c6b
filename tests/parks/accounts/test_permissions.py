"""The table of roles, written out again."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parks.accounts.models import Role, User
from parks.accounts.permissions import Permission, allows, permissions_of

EVERYBODY = {"inventory.read", "appraisals.read"}
EXPECTED = {
    Role.OFFICIAL: EVERYBODY
    | {"selections.create", "exports.download", "objections.register", "objections.decide"},
    Role.CLERK: EVERYBODY | {"surveys.read", "surveys.write", "objections.register"},
    Role.PLANNER: EVERYBODY | {"selections.create", "exports.download", "appraisals.start", "scenarios.save"},
    Role.ADMINISTRATOR: EVERYBODY
    | {
        "selections.create",
        "exports.download",
        "appraisals.start",
        "scenarios.save",
        "surveys.read",
        "surveys.write",
        "objections.register",
        "objections.decide",
        "policies.manage",
        "users.manage",
    },
}


@pytest.mark.parametrize("role", Role)
def test_role_may_do_exactly_this(role: Role) -> None:
    assert permissions_of(User(role=role)) == EXPECTED[role]


def test_strangers_and_closed_accounts_may_do_nothing() -> None:
    assert permissions_of(AnonymousUser()) == frozenset()
    assert not allows(User(role=Role.ADMINISTRATOR, is_active=False), Permission.INVENTORY_READ)
