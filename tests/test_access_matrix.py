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

# method, route (an object's name in <>), official, clerk, planner, administrator, stranger
MATRIX = """
GET     /                                               200 200 200 200 200
GET     /assessment                                     200 200 200 200 200
GET     /assessment/<part>                              200 200 200 200 200
GET     /surveys                                        200 200 200 200 200
GET     /surveys/<survey>                               200 200 200 200 200
GET     /objections                                     200 200 200 200 200
GET     /objections/<objection>                         200 200 200 200 200
GET     /healthz                                        200 200 200 200 200
GET     /readyz                                         200 200 200 200 200

GET     /api/v1/session/                                200 200 200 200 200
POST    /api/v1/session/                                400 400 400 400 400
DELETE  /api/v1/session/                                204 204 204 204 204
GET     /api/v1/schema/                                 200 200 200 200 200
POST    /api/v1/tokens/                                 400 400 400 400 400
DELETE  /api/v1/tokens/current/                         401 401 401 401 401

GET     /api/v1/areas/                                  200 200 200 200 401
POST    /api/v1/areas/                                  405 405 405 405 401
GET     /api/v1/areas/<area>/                           200 200 200 200 401
DELETE  /api/v1/areas/<area>/                           405 405 405 405 401
GET     /api/v1/parcels/                                200 200 200 200 401
POST    /api/v1/parcels/                                405 405 405 405 401
GET     /api/v1/parcels/<parcel>/                       200 200 200 200 401
DELETE  /api/v1/parcels/<parcel>/                       405 405 405 405 401
GET     /api/v1/enterprises/                            200 200 200 200 401
POST    /api/v1/enterprises/                            405 405 405 405 401
GET     /api/v1/enterprises/<enterprise>/               200 200 200 200 401
DELETE  /api/v1/enterprises/<enterprise>/               405 405 405 405 401
GET     /api/v1/search/                                 200 200 200 200 401
GET     /api/v1/guidelines/                             200 200 200 200 401
POST    /api/v1/guidelines/                             403 403 403 400 401

GET     /api/v1/parks/                                  200 200 200 200 401
POST    /api/v1/parks/                                  405 405 405 405 401
GET     /api/v1/parks/facets/                           200 200 200 200 401
GET     /api/v1/parks/<park>/                           200 200 200 200 401
PATCH   /api/v1/parks/<park>/                           405 405 405 405 401
GET     /api/v1/parks/<park>/parcels/                   200 200 200 200 401
GET     /api/v1/parks/<park>/explanation/               200 200 200 200 401
GET     /api/v1/parks/<park>/turning-points/            200 200 200 200 401
GET     /api/v1/parcels/<parcel>/explanation/           200 200 200 200 401
GET     /api/v1/parcels/<parcel>/turning-points/        200 200 200 200 401
GET     /api/v1/enterprises/<enterprise>/explanation/   200 200 200 200 401
GET     /api/v1/enterprises/<enterprise>/turning-points/ 200 200 200 200 401

GET     /api/v1/policy/                                 200 200 200 200 401
GET     /api/v1/policy/editions/                        200 200 200 200 401
POST    /api/v1/policy/editions/                        403 403 403 400 401
GET     /api/v1/policy/editions/<policyedition>/        200 200 200 200 401
POST    /api/v1/policy/editions/<policyedition>/adopt/  403 403 403 400 401
POST    /api/v1/policy/editions/<policyedition>/withdraw/ 403 403 403 400 401
GET     /api/v1/appraisals/                             200 200 200 200 401
POST    /api/v1/appraisals/                             403 403 202 202 401
GET     /api/v1/appraisals/current/                     200 200 200 200 401
GET     /api/v1/appraisals/<appraisal>/                 200 200 200 200 401
DELETE  /api/v1/appraisals/<appraisal>/                 405 405 405 405 401
POST    /api/v1/appraisals/<appraisal>/cancel/          403 403 409 409 401
GET     /api/v1/appraisals/<appraisal>/results/         200 200 200 200 401

GET     /api/v1/rankings/                               200 200 200 200 401
POST    /api/v1/rankings/                               200 200 200 200 401
POST    /api/v1/rankings/weights/                       400 400 400 400 401
POST    /api/v1/rankings/stability/                     200 200 200 200 401
GET     /api/v1/rankings/verification/                  200 200 200 200 401
GET     /api/v1/comparisons/                            400 400 400 400 401
GET     /api/v1/scenarios/                              200 200 200 200 401
POST    /api/v1/scenarios/                              403 403 400 400 401
GET     /api/v1/scenarios/<scenario>/                   200 200 200 200 401
PATCH   /api/v1/scenarios/<scenario>/                   403 403 403 200 401
DELETE  /api/v1/scenarios/<scenario>/                   403 403 403 204 401
GET     /api/v1/objections/                             200 200 200 200 401
POST    /api/v1/objections/                             400 400 403 400 401
GET     /api/v1/objections/<objection>/                 200 200 200 200 401
DELETE  /api/v1/objections/<objection>/                 405 405 405 405 401
POST    /api/v1/objections/<objection>/dispatch/        400 403 403 400 401
POST    /api/v1/objections/<objection>/decide/          400 403 403 400 401
POST    /api/v1/objections/<objection>/withdraw/        400 400 403 400 401
GET     /api/v1/objections/<objection>/evidence/        200 200 403 200 401
POST    /api/v1/objections/<objection>/evidence/        415 415 403 415 401
GET     /api/v1/objections/<objection>/evidence/<evidence>/ 200 200 403 200 401
GET     /api/v1/lists/                                  200 200 200 200 401
GET     /api/v1/lists/entries/                          400 400 400 400 401
GET     /api/v1/lists/<list>/                           200 200 200 200 401
GET     /api/v1/lists/<list>/export/                    200 403 200 200 401

POST    /api/v1/selections/                             201 403 201 201 401
GET     /api/v1/selections/<selection>/                 200 200 200 200 401
GET     /api/v1/selections/<selection>/ids/             200 200 200 200 401
GET     /api/v1/exports/<selection>.xlsx                200 403 200 200 401
GET     /api/v1/exports/<selection>.geojson             200 403 200 200 401

GET     /api/v1/surveys/                                403 200 403 200 401
POST    /api/v1/surveys/                                403 415 403 415 401
GET     /api/v1/surveys/parcels.gpkg                    403 400 403 400 401
GET     /api/v1/surveys/fields/                         403 200 403 200 401
GET     /api/v1/surveys/<survey>/                       403 200 403 200 401
DELETE  /api/v1/surveys/<survey>/                       403 405 403 405 401
GET     /api/v1/surveys/<survey>/issues/                403 200 403 200 401
GET     /api/v1/surveys/<survey>/preview/               403 200 403 200 401
GET     /api/v1/surveys/<survey>/workbook.xlsx          403 409 403 409 401
GET     /api/v1/surveys/<survey>/rows/                  403 200 403 200 401
GET     /api/v1/surveys/<survey>/rows/<row>/            403 200 403 200 401
POST    /api/v1/surveys/<survey>/check/                 403 202 403 202 401
POST    /api/v1/surveys/<survey>/answers/               403 409 403 409 401
POST    /api/v1/surveys/<survey>/cancel/                403 200 403 200 401
POST    /api/v1/surveys/<survey>/effects/               403 409 403 409 401
POST    /api/v1/surveys/<survey>/commit/                403 409 403 409 401
POST    /api/v1/surveys/<survey>/return/                403 409 403 409 401
GET     /api/v1/surveys/<survey>/undo/                  403 409 403 409 401
POST    /api/v1/surveys/<survey>/undo/                  403 409 403 409 401

GET     /tiles/parks.json                               200 200 200 200 401
GET     /tiles/parks/<token>.json                       200 200 200 200 401
GET     /tiles/districts.json                           200 200 200 200 401
GET     /tiles/<layer>.json                             200 200 200 200 401
GET     /tiles/<layer>/<token>/14/13347/7102.mvt        204 204 204 204 401

GET     /admin/                                         302 302 302 200 302
GET     /admin/login/                                   200 200 200 302 200
POST    /admin/logout/                                  302 302 302 200 302
GET     /admin/password_change/                         302 302 302 200 302
GET     /admin/password_change/done/                    302 302 302 200 302
GET     /admin/autocomplete/                            302 302 302 403 302
GET     /admin/jsi18n/                                  302 302 302 200 302
GET     /admin/r/<content_type>/<park>/                 302 302 302 404 302
GET     /admin/accounts/user/                           302 302 302 200 302
GET     /admin/accounts/user/add/                       302 302 302 200 302
GET     /admin/accounts/user/<user>/change/             302 302 302 200 302
GET     /admin/accounts/user/<user>/password/           302 302 302 200 302
GET     /admin/accounts/user/<user>/history/            302 302 302 200 302
POST    /admin/accounts/user/<user>/delete/             302 302 302 403 302
GET     /admin/accounts/user/<user>/                    302 302 302 302 302
"""
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
OUTSIDE = """
GET     /api/v1/areas/<area>/                           200 200 200 200 401
GET     /api/v1/parcels/<parcel>/                       404 404 200 200 401
GET     /api/v1/enterprises/<enterprise>/               404 404 200 200 401
GET     /api/v1/parks/<park>/                           404 404 200 200 401
GET     /api/v1/parks/<park>/parcels/                   404 404 200 200 401
GET     /api/v1/parks/<park>/explanation/               404 404 200 200 401
GET     /api/v1/objections/<objection>/                 404 404 200 200 401
POST    /api/v1/objections/<objection>/dispatch/        404 403 403 400 401
POST    /api/v1/objections/<objection>/decide/          404 403 403 400 401
POST    /api/v1/objections/<objection>/withdraw/        404 404 403 400 401
GET     /api/v1/objections/<objection>/evidence/        404 404 403 200 401
POST    /api/v1/objections/<objection>/evidence/        404 404 403 415 401
GET     /api/v1/objections/<objection>/evidence/<evidence>/ 404 404 403 200 401
GET     /api/v1/parks/<park>/turning-points/            404 404 200 200 401
GET     /api/v1/parcels/<parcel>/explanation/           404 404 200 200 401
GET     /api/v1/parcels/<parcel>/turning-points/        404 404 200 200 401
GET     /api/v1/enterprises/<enterprise>/explanation/   404 404 200 200 401
GET     /api/v1/enterprises/<enterprise>/turning-points/ 404 404 200 200 401
GET     /api/v1/selections/<selection>/                 404 404 200 200 401
GET     /api/v1/selections/<selection>/ids/             404 404 200 200 401
GET     /api/v1/exports/<selection>.xlsx                404 403 200 200 401
GET     /api/v1/exports/<selection>.geojson             404 403 200 200 401
GET     /api/v1/surveys/<survey>/                       403 404 403 200 401
GET     /api/v1/surveys/<survey>/issues/                403 404 403 200 401
GET     /api/v1/surveys/<survey>/preview/               403 404 403 200 401
GET     /api/v1/surveys/<survey>/workbook.xlsx          403 404 403 409 401
GET     /api/v1/surveys/<survey>/rows/                  403 404 403 200 401
GET     /api/v1/surveys/<survey>/rows/<row>/            403 404 403 200 401
POST    /api/v1/surveys/<survey>/check/                 403 404 403 202 401
POST    /api/v1/surveys/<survey>/answers/               403 404 403 409 401
POST    /api/v1/surveys/<survey>/cancel/                403 404 403 200 401
POST    /api/v1/surveys/<survey>/effects/               403 404 403 409 401
POST    /api/v1/surveys/<survey>/commit/                403 404 403 409 401
POST    /api/v1/surveys/<survey>/return/                403 404 403 409 401
GET     /api/v1/surveys/<survey>/undo/                  403 404 403 409 401
POST    /api/v1/surveys/<survey>/undo/                  403 404 403 409 401
GET     /tiles/parks/<token>.json                       404 404 404 404 401
GET     /tiles/<layer>/<token>/14/13347/7102.mvt        404 404 404 404 401
"""
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
