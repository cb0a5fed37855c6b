import pytest
from django.db import IntegrityError

from parks.accounts.models import Role, User
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db


def save(client_of: ClientOf, user: User, **changes: object) -> User:
    form = {
        "username": user.username,
        "role": user.role,
        "scope": ",".join(user.scope),
        "is_active": "on",
        **changes,
    }
    joined = user.date_joined
    form |= {"date_joined_0": joined.date(), "date_joined_1": joined.time()}
    answer = client_of("administrator", browser=True).post(f"/admin/accounts/user/{user.pk}/change/", form)
    assert answer.status_code == 302, answer.content
    user.refresh_from_db()
    return user


def test_access_to_the_site_follows_the_role(client_of: ClientOf, clerk: User) -> None:
    assert save(client_of, clerk, role=Role.ADMINISTRATOR).is_staff
    assert clerk.is_superuser
    save(client_of, clerk, role=Role.CLERK)
    assert (clerk.is_staff, clerk.is_superuser) == (False, False)


def test_scope_must_be_area_codes(client_of: ClientOf, clerk: User) -> None:
    form = {"username": "clerk", "role": "clerk", "scope": "白云", "is_active": "on"}
    answer = client_of("administrator", browser=True).post(f"/admin/accounts/user/{clerk.pk}/change/", form)
    assert answer.status_code == 200
    assert "scope" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("scope", [[], ["4401"], ["440111", "440113105", "440111113201"]])
def test_the_database_takes_area_codes_as_scope(clerk: User, scope: list[str]) -> None:
    User.objects.filter(pk=clerk.pk).update(scope=scope)


@pytest.mark.parametrize(
    "scope",
    [[""], ["4401", ""], ["44"], ["44011"], ["4401110"], ["x401"], ["4401,440111"], ["4401\n"], [None]],
)
def test_the_database_refuses_any_other_scope(clerk: User, scope: list[str | None]) -> None:
    """An empty prefix would see everything."""
    with pytest.raises(IntegrityError, match="user_scope_area_codes"):
        User.objects.filter(pk=clerk.pk).update(scope=scope)


@pytest.mark.parametrize(
    ("scope", "whole"), [([], False), (["440111"], False), (["4401"], True), (["440111", "4401"], True)]
)
def test_who_sees_the_whole_city(scope: list[str], whole: bool) -> None:
    assert User(scope=scope).sees_whole_city is whole


def test_users_are_never_deleted(client_of: ClientOf, clerk: User) -> None:
    assert (
        client_of("administrator", browser=True).post(f"/admin/accounts/user/{clerk.pk}/delete/").status_code
        == 403
    )
