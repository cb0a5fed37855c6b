"""Every address of the product × every persona, with the literal status each gets. A new address without a row fails.

The objects lie in 白云区, inside everybody's scope; OUTSIDE walks the same addresses to objects of 番禺区, which official
and clerk may not see.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, get_resolver
from pytest_django import Settings
from rest_framework.test import APIClient

from config import health, pages
from parks.accounts.models import User
from parks.appraisals import tasks
from parks.inventory.models import AdminArea, Park, Source
from parks.inventory.services import refresh_summaries
from parks.objections import evidence
from parks.selections.services import create_selection
from parks.surveys.models import ApprovalRule, SurveyUpload
from tests.conftest import PERSONAS, ClientOf
from tests.factories import inventory as make
from tests.factories.accounts import UserFactory
from tests.factories.inventory import DistrictFactory, TownFactory
from tests.factories.objections import ObjectionFactory
from tests.factories.policies import EditionFactory
from tests.factories.rankings import ScenarioFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db
ACCESS = Path(__file__).parent / "data" / "access"

# method, route (an object's name in <>), official, clerk, planner, administrator, stranger
MATRIX = (ACCESS / "matrix.txt").read_text()
# list, add, change, history, delete, object: what the administrator gets; everybody else is sent to sign in
ADMINISTERED = {
    "inventory/park": (200, 403, 200, 200, 403, 302),
    "inventory/parcel": (200, 403, 200, 200, 403, 302),
    "inventory/enterprise": (200, 403, 200, 200, 403, 302),
    "inventory/adminarea": (200, 403, 200, 200, 403, 302),
    "inventory/source": (200, 403, 200, 200, 403, 302),
    "inventory/parksituation": (200, 200, 200, 200, 403, 302),
    "inventory/parkneeds": (200, 200, 200, 200, 403, 302),
    "inventory/renewalscheme": (200, 200, 200, 200, 403, 302),
    "inventory/agreement": (200, 200, 200, 200, 403, 302),
    "inventory/idleland": (200, 200, 200, 200, 403, 302),
    "inventory/inefficiency": (200, 200, 200, 200, 403, 302),
    "inventory/guidelineedition": (200, 403, 200, 200, 403, 302),
    "policies/policyedition": (200, 403, 200, 200, 403, 302),
    "appraisals/appraisal": (200, 403, 200, 200, 403, 302),
    "surveys/approvalrule": (200, 200, 200, 200, 200, 302),
}
PARK_RECORDS = {
    "parksituation": make.SituationFactory,
    "parkneeds": make.NeedsFactory,
    "renewalscheme": make.SchemeFactory,
}
PARCEL_RECORDS = {
    "agreement": make.AgreementFactory,
    "idleland": make.IdleLandFactory,
    "inefficiency": make.InefficiencyFactory,
}
OBJECT_OF = {"adminarea": "area"}
ACTIONS = ("", "add/", "<{0}>/change/", "<{0}>/history/", "<{0}>/delete/", "<{0}>/")
# the same columns, for objects in 番禺区
OUTSIDE = (ACCESS / "outside.txt").read_text()
UNSCOPED = {
    "appraisal",
    "list",
    "scenario",
    "policyedition",
    "user",
    "source",
    "content_type",
    "layer",
    "part",
}
"""Objects of no district: everybody who may read them reads the same, a run's results kept to the reader's scope."""
FRAMEWORK = {"/admin/<>/", "/admin/<>"}
"""Django's own catch-alls of the administration site: one model's index, and the redirect for a missing slash."""
WITHOUT_CONTENT = (204, 302)
SIGNING_OUT = ("/api/v1/session/", "/admin/logout/")

Row = tuple[str, str, tuple[int, ...]]


def matrix(text: str) -> Iterator[Row]:
    for line in filter(None, text.splitlines()):
        method, route, *statuses = line.split()
        yield method, route, tuple(map(int, statuses))


def rows() -> Iterator[Row]:
    yield from matrix(MATRIX)
    for model, expected in ADMINISTERED.items():
        name = model.split("/")[1]
        for action, status in zip(ACTIONS, expected, strict=True):
            route = f"/admin/{model}/{action.format(OBJECT_OF.get(name, name))}"
            yield "GET", route, (302, 302, 302, status, 302)


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + re.sub(r"^\^|\$$", "", str(each.pattern))
        if isinstance(each, URLResolver):
            yield from addresses(each, route)
        else:
            yield re.sub(r"\(\?P<\w+>.*?\)(?=[/.$]|$)|<[^>]*>", "<>", route)


def objects_of(district: str, park: Park) -> dict[str, Any]:
    """One of everything in that district, made by a colleague who sees no other."""
    refresh_summaries()
    colleague = UserFactory(scope=[district])
    upload = SurveyUpload(user=colleague, scope=[district], sha256="0" * 64, bytes=1, status="refused")
    upload.save()
    upload.rows.create(row=1, outcome="rejected")
    parcel = park.parcels.get()
    objection = ObjectionFactory(park=park, registered_by=colleague)
    evidence.add(objection.pk, colleague, "a.txt", BytesIO(b"a"))
    return {
        "park": park.pk,
        "parcel": parcel.pk,
        "enterprise": parcel.tenancies.get().enterprise_id,
        "area": district,
        "source": Source.objects.first().pk,
        "appraisal": (run := carried_out()).pk,
        "scenario": ScenarioFactory(created_by=colleague, appraisal=run).pk,
        "list": "idle_land",
        "policyedition": EditionFactory(uploaded_by=colleague).pk,
        "selection": create_selection(colleague, {}).pk,
        "survey": upload.pk,
        "approvalrule": ApprovalRule.objects.create(area_id=district, approver="clerk").pk,
        **{name: factory(park=park).pk for name, factory in PARK_RECORDS.items()},
        **{name: factory(parcel=parcel).pk for name, factory in PARCEL_RECORDS.items()},
        "guidelineedition": make.GuidelineEditionFactory().pk,
        "row": 1,
        "objection": objection.pk,
        "evidence": 1,
        "layer": "parcels",
        "part": "lists",
        "user": colleague.pk,
        "content_type": ContentType.objects.get_for_model(AdminArea).pk,
    }


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> dict[str, Any]:
    """One of everything, inside 白云区."""
    settings.MEDIA_ROOT = tmp_path
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"src/main.ts": {"file": "assets/main.js"}}')
    monkeypatch.setattr(pages, "MANIFEST", manifest)
    monkeypatch.setitem(health.CHECKS, "worker", str)
    monkeypatch.setattr(tasks.run, "delay", lambda appraisal: None)
    return objects_of("440111", make_park(0))


@pytest.fixture
def elsewhere(world: dict[str, Any]) -> dict[str, Any]:
    """One of everything in 番禺区, and the token of somebody who sees only that."""
    panyu = DistrictFactory(code="440113", name="番禺区")
    town = TownFactory(code="440113105", name="石碁镇", parent=panyu)
    made = objects_of("440113", make_park(1, code="440113-0001", area=town))
    client = Client()
    client.force_login(User.objects.get(pk=made["user"]))
    return made | {"token": token_of(client)}


def token_of(client: Client | APIClient) -> str:
    return str(client.get("/tiles/parks.json").json().get("token", "1-0-0000000000"))


def wrong_answers(
    client_of: ClientOf, place: int, expected_of: Iterator[Row], objects: dict[str, Any]
) -> list[str]:
    persona = PERSONAS[place]
    client, wrong = client_of(persona), []
    for method, route, expected in expected_of:
        address = re.sub(r"<(\w+)>", lambda found: str(objects[found[1]]), route)
        answer = client.generic(method, address, "{}", content_type="application/json")
        content = b"".join(answer.streaming_content if answer.streaming else [answer.content])
        if not content and answer.status_code not in WITHOUT_CONTENT:
            wrong.append(f"{method} {route}: {answer.status_code} without content")
        if route in SIGNING_OUT:
            client = client_of(persona)
        if answer.status_code != expected[place]:
            wrong.append(f"{method} {route}: {answer.status_code}, not {expected[place]}")
    return wrong


@pytest.mark.parametrize("place", range(len(PERSONAS)), ids=PERSONAS)
def test_every_persona_gets_exactly_this(client_of: ClientOf, world: dict[str, Any], place: int) -> None:
    objects = world | {"token": token_of(client_of(PERSONAS[place]))}
    assert wrong_answers(client_of, place, rows(), objects) == []


@pytest.mark.parametrize("place", range(len(PERSONAS)), ids=PERSONAS)
def test_what_lies_outside_the_scope_is_not_there(
    client_of: ClientOf, elsewhere: dict[str, Any], place: int
) -> None:
    assert wrong_answers(client_of, place, matrix(OUTSIDE), elsewhere) == []


def test_every_address_of_an_object_is_walked_outside_the_scope() -> None:
    """Those of the administration site are the administrator's alone, the application's page reads no object."""
    walked = {route for _, route, _ in matrix(OUTSIDE)}
    objects = {
        route
        for method, route, _ in matrix(MATRIX)
        if set(re.findall(r"<(\w+)>", route)) - UNSCOPED
        and route.startswith(("/api/", "/tiles/"))
        and method in ("GET", "POST")
    }
    assert objects == walked


def test_every_address_has_a_row() -> None:
    covered = {re.sub(r"<\w+>", "<>", route) for _, route, _ in rows()}
    covered.add("/tiles/<>/<>/<>/<>/<>.mvt")
    missing = set(addresses()) - covered - FRAMEWORK
    assert not missing


def test_every_row_has_an_address() -> None:
    known = set(addresses())
    for _, route, _ in rows():
        shape = re.sub(r"<\w+>", "<>", route)
        assert shape in known or shape.endswith(".mvt"), route
