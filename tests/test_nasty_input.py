"""Nonsense at every address of the API: what is refused says so as problem+json, and nothing ever breaks the server."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from parks.appraisals.models import Appraisal
from parks.inventory.models import Enterprise, Parcel
from parks.inventory.services import refresh_summaries
from parks.selections.services import create_selection
from parks.surveys.models import SurveyUpload
from tests.conftest import ClientOf
from tests.factories.objections import ObjectionFactory
from tests.factories.rankings import ScenarioFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db

DEEP = 5_000
VALUES = (
    "", " ", "\0", "a\0b", "'", "%", "\\", "null", "NaN", "inf", "1.5", "-1", "1e999999", "9" * 30, "9" * 5_000,
    "0x10", "１２", "١٢", "\u202e", "\ufeff", "😀", "é" * 500, ",", ",,,", "1,", "1;DROP TABLE inventory_park", "../..",
    "113,23,113,23", "1,2,3,4,5", "nan,nan,nan,nan", "-1e400,0,1e400,0", "{", "[" * 100, "<a>", "none,none",
)  # fmt: skip
WORST = ("\0", "1,", "9" * 30, "nan,nan,nan,nan")
"""Tried at each name alone; the others at all names at once."""
UNDOCUMENTED = {"page", "page_size", "ordering", "format", "selection", "include", "q"}
"""Names that an address may not know."""
RAW = ("%00", "%ED%A0%80", "%FF%FE", "%", "%zz", "&&=&", "+")
"""Put into the query as they are: a null, half a surrogate, what is no UTF-8, and broken escapes."""
PLACES = (
    "0",
    "9" * 18,
    "9" * 30,
    "9" * 5_000,
    "-1",
    "1.5",
    "a",
    "%00",
    "１",
    "a" * 12,
    "%ED%A0%80",
    "..%2f..",
)
"""For the number or code in an address."""
BODIES = (
    b"", b" ", b"{", b"null", b"3", b'"a"', b"[]", b"[{}]", b"\xff\xfe", b"\xef\xbb\xbf{}", b"NaN", b"1e999999",
    b"[" * DEEP, b"[" * DEEP + b"]" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP, b"[" * 900 + b"]" * 900,
)  # fmt: skip
MEDIA = ("application/json", "multipart/form-data; boundary=x", "text/plain", "", "a/b; charset=x")
NESTED = "[" * 900 + "]" * 900
JSON_VALUES = (
    "null", "true", "0", "-1", "1.5", "1e300", "9" * 30, '""', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"a\\nb"', "[]",
    "[null]", "[[]]", "{}", '{"a": 1}', '{"\\ud800": 1}', '{"\\u0000": 1}', '{"": null}', '{"q": "\\ud800"}', '{"q": {}}',
    '{"q": [1, "a"]}', '{"bbox": "nan,nan,nan,nan"}', '{"ids": "9e99"}', '{"far_min": 1e-300}', '{"far_min": "1e-999999"}',
    '{"grade": [["A"]]}', f'{{"q": "{"a" * 9_999}"}}', f'{{"{"a" * 9_999}": 1}}', f'{{"q": {NESTED}}}', NESTED,
    '{"priority_completeness_min": "\\u0000"}', '{"priority_completeness_min": 1e300}', '{"priority_completeness_min": {}}',
    '{"mode_metro_max": null}', '{"mode_metro_max": true}',
)  # fmt: skip
WORST_JSON = ("null", "1.5", '""', '"\\u0000"', '"\\ud800"', "[]", "[[]]", "{}", '{"a": 1}', '{"": null}')


@pytest.fixture
def objects(administrator: Any, monkeypatch: pytest.MonkeyPatch, sent: list[int]) -> dict[str, Any]:
    """What the places in an address may name, by the words of the schema and of the URL patterns."""
    park = make_park(0)
    refresh_summaries()
    run = carried_out()
    upload = SurveyUpload.objects.create(
        user=administrator, scope=["4401"], sha256="0" * 64, bytes=1, status="checked", counts={}
    )
    return {
        "parks": park.pk,
        "parcels": Parcel.objects.get().pk,
        "enterprises": Enterprise.objects.get().pk,
        "areas": "440111",
        "appraisals": run.pk,
        "lists": "idle_land",
        "selections": (selection := create_selection(administrator, {}).pk),
        "exports": selection,
        "surveys": upload.pk,
        "scenarios": ScenarioFactory(created_by=administrator, appraisal=run).pk,
        "objections": ObjectionFactory(park=park).pk,
    }


@pytest.fixture
def client(client_of: ClientOf) -> APIClient:
    client = client_of("administrator")
    client.raise_request_exception = False
    return client


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture
def schema(document: dict[str, Any]) -> dict[str, Any]:
    return document["paths"]


def addresses(schema: dict[str, Any], method: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in schema.items():
        if method in operations:
            yield path, operations[method]


def filled(path: str, objects: dict[str, Any]) -> str:
    room = path.removeprefix("/api/v1/").split("/")[0]
    return re.sub(r"\{\w+\}", str(objects.get(room, "")), path)


def fault(answer: HttpResponse) -> str | None:
    """What is wrong with an answer to nonsense; nothing, if it is not even nonsense to that address."""
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
        return f"{answer.status_code} as {answer['Content-Type']}"
    return None


def faults(asked: Iterator[tuple[str, HttpResponse]]) -> list[str]:
    return [f"{what[:200]}: {wrong}" for what, answer in asked if (wrong := fault(answer))]


def test_every_address_of_the_api_is_in_the_schema(schema: dict[str, Any]) -> None:
    """What is not there would not be tried here."""

    def walked(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            route = prefix + re.sub(r"^\^|\$$", "", str(each.pattern))
            if isinstance(each, URLPattern):
                yield re.sub(r"\(\?P<\w+>.*?\)(?=[/.$]|$)|<[^>]*>", "{}", route).replace("\\", "")
            else:
                yield from walked(each, route)

    known = {re.sub(r"\{\w+\}", "{}", path) for path in schema}
    api = {path for path in walked(get_resolver(), "/") if path.startswith("/api/v1/")}
    assert api - known == {"/api/v1/schema/"}


def test_queries(client: APIClient, schema: dict[str, Any], objects: dict[str, Any]) -> None:
    def asked() -> Iterator[tuple[str, HttpResponse]]:
        for path, operation in [*addresses(schema, "get"), ("/api/v1/schema/", {})]:
            address = filled(path, objects)
            named = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
            for name, value in product(sorted(named), WORST):
                yield f"{address}?{name}={value!r}", client.get(address, {name: value})
            for value in WORST:
                unknown = dict.fromkeys(UNDOCUMENTED - named, value)
                yield f"{address}?{unknown}", client.get(address, unknown)
            for value in VALUES:
                yield f"{address}?*={value!r}", client.get(address, dict.fromkeys(named, value))
            for raw in RAW:
                yield f"{address}?*={raw}", client.get(f"{address}?" + "&".join(f"{n}={raw}" for n in named))

    assert faults(asked()) == []


def test_places_in_addresses(client: APIClient, schema: dict[str, Any]) -> None:
    def asked() -> Iterator[tuple[str, HttpResponse]]:
        for path in schema:
            for value in PLACES if "{" in path else ():
                address = re.sub(r"\{\w+\}", value, path)
                yield address, client.get(address)
                yield f"POST {address}", client.post(address, {})

    assert faults(asked()) == []


@pytest.mark.parametrize("method", ["post", "patch"])
def test_bodies(client: APIClient, document: dict[str, Any], objects: dict[str, Any], method: str) -> None:
    """What is no body at all as every kind of content; as JSON, what is asked for by name: the worst alone, the rest at once."""

    def asked() -> Iterator[tuple[str, HttpResponse]]:
        for path, operation in addresses(document["paths"], method):
            address = filled(path, objects)
            for body, media in product(BODIES, MEDIA):
                yield f"{address} {media} {body[:80]!r}", client.generic(method, address, body, media)
            names = sorted(named(operation, document))
            for body in [
                *({name: value} for name, value in product(names, WORST_JSON)),
                *(dict.fromkeys(names, value) for value in JSON_VALUES),
            ]:
                text = "{" + ", ".join(f'"{name}": {value}' for name, value in body.items()) + "}"
                yield f"{address} {text[:80]!r}", client.generic(method, address, text.encode(), MEDIA[0])

    assert faults(asked()) == []
    assert not Appraisal.objects.filter(status="failed").exists()


def named(operation: dict[str, Any], document: dict[str, Any]) -> set[str]:
    """Names that the operation's body may have, and one that none has."""
    content = operation.get("requestBody", {}).get("content", {}).values()
    names = {"nothing"}
    for each in content:
        wanted = each.get("schema", {})
        while "$ref" in wanted:
            wanted = document["components"]["schemas"][wanted["$ref"].rsplit("/", 1)[1]]
        names |= set(wanted.get("properties", ()))
    return names


def bodies(operation: dict[str, Any]) -> Iterator[bytes]:
    yield from BODIES
    for name in ("username", "password", "filters", "overrides", "reason", "subject_id", "received_on"):
        for value in JSON_VALUES:
            yield f'{{"{name}": {value}}}'.encode()


def test_strangers_break_nothing_at_the_door(schema: dict[str, Any]) -> None:
    stranger = APIClient(raise_request_exception=False)

    def asked() -> Iterator[tuple[str, HttpResponse]]:
        for number, body in enumerate(
            (*BODIES, *(f'{{"username": {v}, "password": "x"}}'.encode() for v in JSON_VALUES))
        ):
            caller = {"REMOTE_ADDR": f"192.0.2.{number % 250}"}
            yield (
                repr(body[:80]),
                stranger.generic("POST", "/api/v1/tokens/", body, content_type="application/json", **caller),
            )
        for token in (
            "",
            "Token",
            "Token x",
            "Token " + "a" * 9_999,
            "Token a b",
            "Basic x",
            "Token é",
            "Token \x7f",
        ):
            yield token, stranger.get("/api/v1/parks/", headers={"Authorization": token})
            yield token, stranger.get("/tiles/parks.json", headers={"Authorization": token})

    assert faults(asked()) == []


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/{}.json",
        "/tiles/parks/{}.json",
        "/tiles/parcels/{}/14/1/1.mvt",
        "/tiles/parcels/1-0-x/{}/1/1.mvt",
    ],
)
@pytest.mark.parametrize("value", PLACES)
def test_tiles(client: APIClient, objects: dict[str, Any], path: str, value: str) -> None:
    assert fault(client.get(path.format(value))) is None
    assert fault(client.post(path.format(value))) is None


@pytest.mark.parametrize("name", ["a\0.zip", "../../x.zip", "x" * 5_000, "\u202e.gpkg", "a.zip"])
def test_files(
    client: APIClient, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, name: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("parks.surveys.services.enqueue", lambda upload: None)
    for content in (b"", b"PK\3\4", b"\0" * 100):
        form = {"file": SimpleUploadedFile("x", content), "layer": "a\0", "crs": "9" * 30}
        form["file"].name = name
        assert fault(client.post("/api/v1/surveys/", form, format="multipart")) is None


def test_what_cannot_be_read_is_said_to_be_so(client: APIClient) -> None:
    """Of JSON and of forms alike."""
    for address, media, body in (
        ("/api/v1/selections/", "application/json", b'{"filters": {"q": "\\ud800"}}'),
        ("/api/v1/selections/", "application/json", b"[" * DEEP),
        ("/api/v1/surveys/", "multipart/form-data", b"--x"),
        (
            "/api/v1/surveys/",
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file',
        ),
    ):
        answer = client.generic("POST", address, body, content_type=media)
        assert answer.status_code == 400, (media, body)
        if answer.json()["code"] == "parse_error":
            assert "JSON" not in answer.json()["detail"] + answer.json()["detail_en"]
