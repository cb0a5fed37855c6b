"""`manage.py load_demo` into a real database: rows, labels, history, accounts, figures by SQL."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection

from parks.accounts.models import User
from parks.demo.accounts import make_accounts
from parks.demo.load import TITLE
from parks.demo.management.commands import load_demo
from parks.inventory.models import AdminArea, Enterprise, Parcel, Park, ParkSummary, Source
from parks.inventory.services import current_revision


def run(**options: object) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def row(sql: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch, settings: Any) -> str:
    settings.DEMO = True
    monkeypatch.setenv("CUNYUAN_DEMO_PASSWORD", "correct horse battery")
    return "correct horse battery"


@pytest.mark.django_db
def test_small_demo(password: str) -> None:
    said = run(parks=60, seed=3)
    assert "synthetic" in said
    assert Park.objects.count() == ParkSummary.objects.count() == 60
    for model in (Park, Parcel, Enterprise):
        assert model.objects.exists()
        assert not model.objects.filter(is_synthetic=False).exists()
    source = Source.objects.get()
    assert (source.kind, source.title) == ("synthetic", TITLE)
    assert source.reference == "load_demo --parks 60 --seed 3"
    assert current_revision() == 1
    assert AdminArea.objects.filter(level="village").count() == 2851
    assert AdminArea.objects.filter(level="district", boundary__isnull=False).count() == 11

    _parcels_are_inside()
    _history_is_complete()
    _scopes_are_set(password)

    assert "not empty" in run(parks=60, if_empty=True)
    with pytest.raises(CommandError, match="empty one only"):
        run(parks=60)
    assert Park.objects.count() == 60


def _parcels_are_inside() -> None:
    outside, overlapping, districts = row("""
        SELECT
          (SELECT count(*) FROM inventory_parcel p
             JOIN inventory_parkboundary b ON b.park_id = p.park_id AND b.kind = 'surveyed'
             WHERE NOT ST_Covers(b.geometry, p.geometry)),
          (SELECT count(*) FROM inventory_parcel a JOIN inventory_parcel b
             ON a.id < b.id AND a.geometry && b.geometry AND ST_Overlaps(a.geometry, b.geometry)),
          (SELECT count(*) FROM inventory_parkboundary b JOIN inventory_park k ON k.id = b.park_id
             JOIN inventory_adminarea d ON d.code = left(k.area_id, 6)
             WHERE NOT ST_Contains(d.boundary, b.geometry))
    """)
    assert (outside, overlapping, districts) == (0, 0, 0)


def _history_is_complete() -> None:
    parcels, events, contexts, command = row("""
        SELECT (SELECT count(*) FROM inventory_parcel), count(*), count(DISTINCT e.pgh_context_id), min(c.metadata->>'command')
        FROM inventory_parcelevent e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
        WHERE e.pgh_label = 'insert'
    """)
    assert parcels == events
    assert (contexts, command) == (1, "load_demo")


def _scopes_are_set(password: str) -> None:
    users = {user.username: user for user in User.objects.all()}
    assert {name: (user.role, user.scope) for name, user in users.items()} == {
        "official": ("official", ["440111"]),
        "clerk": ("clerk", ["440111"]),
        "planner": ("planner", ["4401"]),
        "admin": ("administrator", ["4401"]),
    }
    assert all(user.check_password(password) for user in users.values())
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "secret"), [(True, ""), (False, "correct horse battery")])
def test_no_accounts_unless_asked_for(
    asked: bool, secret: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = asked
    monkeypatch.setenv("CUNYUAN_DEMO_PASSWORD", secret)
    command = load_demo.Command(stdout=StringIO())
    command._accounts()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_changed_password_reaches_every_account() -> None:
    make_accounts("the first of two")
    before = dict(User.objects.values_list("username", "password"))
    make_accounts("the first of two")
    assert dict(User.objects.values_list("username", "password")) == before
    make_accounts("the second of two")
    hashes = User.objects.values_list("password", flat=True)
    assert [check_password("the second of two", each) for each in hashes] == [True] * 4


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 19, 2706])
def test_an_impossible_number_of_parks_is_refused(count: int) -> None:
    with pytest.raises(CommandError, match="20 to 2705"):
        run(parks=count)
