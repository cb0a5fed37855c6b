"""Every address of the product × every persona, with the literal status each gets. A new address without a row fails.

The objects lie in 白云区, inside everybody's scope; what lies outside is tested beside each room's views.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver

from config import health, pages
from parks.accounts.models import User
from parks.appraisals import tasks
from parks.inventory.models import AdminArea, Enterprise, Parcel, Source
from parks.inventory.services import refresh_summaries
from parks.selections.services import create_selection
from parks.surveys.models import SurveyUpload
from parks.tiles.tokens import parks_token
from tests.conftest import PERSONAS, ClientOf
from tests.factories.accounts import UserFactory
from tests.factories.inventory import DistrictFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db

# method, route (an object's name in <>), official, clerk, planner, administrator, stranger
MATRIX = """
GET     /                                               200 200 200 200 200
GET     /surveys                                        200 200 200 200 200
GET     /surveys/<survey>                               200 200 200 200 200
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

GET     /api/v1/parks/                                  200 200 200 200 401
POST    /api/v1/parks/                                  405 405 405 405 401
GET     /api/v1/parks/facets/                           200 200 200 200 401
GET     /api/v1/parks/<park>/                           200 200 200 200 401
PATCH   /api/v1/parks/<park>/                           405 405 405 405 401
GET     /api/v1/parks/<park>/parcels/                   200 200 200 200 401
GET     /api/v1/parks/<park>/explanation/               200 200 200 200 401

GET     /api/v1/appraisals/                             200 200 200 200 401
POST    /api/v1/appraisals/                             403 403 202 202 401
GET     /api/v1/appraisals/current/                     200 200 200 200 401
GET     /api/v1/appraisals/<appraisal>/                 200 200 200 200 401
DELETE  /api/v1/appraisals/<appraisal>/                 405 405 405 405 401
GET     /api/v1/appraisals/<appraisal>/results/         200 200 200 200 401

POST    /api/v1/selections/                             201 403 201 201 401
GET     /api/v1/selections/<selection>/                 200 200 200 200 401
GET     /api/v1/selections/<selection>/ids/             200 200 200 200 401
GET     /api/v1/exports/<selection>.xlsx                200 403 200 200 401
GET     /api/v1/exports/<selection>.geojson             200 403 200 200 401

GET     /api/v1/surveys/                                403 200 403 200 401
POST    /api/v1/surveys/                                403 415 403 415 401
GET     /api/v1/surveys/<survey>/                       403 200 403 200 401
DELETE  /api/v1/surveys/<survey>/                       403 405 403 405 401
GET     /api/v1/surveys/<survey>/issues/                403 200 403 200 401
GET     /api/v1/surveys/<survey>/preview/               403 200 403 200 401
POST    /api/v1/surveys/<survey>/check/                 403 409 403 409 401
POST    /api/v1/surveys/<survey>/commit/                403 409 403 409 401

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
    "appraisals/appraisal": (200, 403, 200, 200, 403, 302),
}
OBJECT_OF = {"adminarea": "area"}
ACTIONS = ("", "add/", "<{0}>/change/", "<{0}>/history/", "<{0}>/delete/", "<{0}>/")
FRAMEWORK = {"/admin/<>/", "/admin/<>"}
"""Django's own catch-alls of the administration site: one model's index, and the redirect for a missing slash."""
SIGNING_OUT = ("/api/v1/session/", "/admin/logout/")

Row = tuple[str, str, tuple[int, ...]]


def rows() -> Iterator[Row]:
    for line in filter(None, MATRIX.splitlines()):
        method, route, *statuses = line.split()
        yield method, route, tuple(map(int, statuses))
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


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """One of everything, inside 白云区."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"src/main.ts": {"file": "assets/main.js"}}')
    monkeypatch.setattr(pages, "MANIFEST", manifest)
    monkeypatch.setitem(health.CHECKS, "worker", str)
    monkeypatch.setattr(tasks.run, "delay", lambda appraisal: None)
    park = make_park(0)
    refresh_summaries()
    colleague = UserFactory(scope=["440111"])
    upload = SurveyUpload(user=colleague, scope=["440111"], sha256="0" * 64, bytes=1, status="refused")
    upload.save()
    return {
        "park": park.pk,
        "parcel": Parcel.objects.get().pk,
        "enterprise": Enterprise.objects.get().pk,
        "area": DistrictFactory().pk,
        "source": Source.objects.first().pk,
        "appraisal": carried_out().pk,
        "selection": create_selection(colleague, {}).pk,
        "survey": upload.pk,
        "layer": "parcels",
        "user": colleague.pk,
        "content_type": ContentType.objects.get_for_model(AdminArea).pk,
    }


@pytest.mark.parametrize("place", range(len(PERSONAS)), ids=PERSONAS)
def test_every_persona_gets_exactly_this(client_of: ClientOf, world: dict[str, Any], place: int) -> None:
    persona = PERSONAS[place]
    client = client_of(persona)
    user = User.objects.filter(username=persona).first()
    world["token"] = parks_token(user) if user else "1-0-0000000000"
    wrong = []
    for method, route, expected in rows():
        address = re.sub(r"<(\w+)>", lambda found: str(world[found[1]]), route)
        answer = client.generic(method, address, "{}", content_type="application/json")
        assert (
            b"".join(answer.streaming_content if answer.streaming else [answer.content]) or answer.status_code
        )
        if route in SIGNING_OUT:
            client = client_of(persona)
        if answer.status_code != expected[place]:
            wrong.append(f"{method} {route}: {answer.status_code}, not {expected[place]}")
    assert not wrong


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
