"""Guideline tables taken in: nasty files, every bad cell, nothing half-imported, an edition replaced as a whole."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from parks.appraisals.models import Appraisal
from parks.inventory.models import GuidelineEdition, IndustryGuideline, Source
from parks.inventory.services import current_revision
from tests.conftest import ClientOf
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/guidelines/"
HEADER = ["行业代码", "行业名称", "亩均产值（万元/亩）", "亩均投资（万元/亩）", "亩均税收（万元/亩）", "备注"]
ROWS = [
    ["C18", "服装", 330, 220, 16.5, ""],
    ["c3982", "电路板", 650.25, "", 38, "试行"],
    ["G", "", "1,180", None, "", ""],
]


def csv_of(*rows: list[Any], encoding: str = "utf-8-sig") -> bytes:
    lines = [",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: list[Any]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("指南")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.getvalue()


@pytest.fixture
def api(client_of: ClientOf, sent: list[int]) -> APIClient:
    client: APIClient = client_of("administrator")
    client.raise_request_exception = False
    return client


def send(api: APIClient, content: bytes, name: str = "2018版", valid_from: str = "2018-01-01") -> Any:
    file = SimpleUploadedFile("指南.csv", content)
    return api.post(ADDRESS, {"file": file, "name": name, "valid_from": valid_from}, format="multipart")


def kept() -> dict[str, list[float | None]]:
    names = ("output_yuan_per_mu", "investment_yuan_per_mu", "tax_yuan_per_mu")
    return {row.industry: [getattr(row, name) for name in names] for row in IndustryGuideline.objects.all()}


EXPECTED = {
    "C18": [3_300_000, 2_200_000, 165_000],
    "C3982": [6_502_500, None, 380_000],
    "G": [11_800_000, None, None],
}


@pytest.mark.parametrize(
    "content",
    [
        csv_of(HEADER, *ROWS),
        csv_of(HEADER, *ROWS, encoding="gb18030"),
        csv_of(HEADER, *ROWS, encoding="utf-16"),
        csv_of([], HEADER, [], *ROWS, ["", " "]),
        xlsx_of(HEADER, *ROWS),
    ],
    ids=["utf-8", "gb18030", "utf-16", "blank lines", "xlsx"],
)
def test_a_table_is_taken_in(api: APIClient, content: bytes) -> None:
    answer = send(api, content)
    assert answer.status_code == 201, answer.json()
    assert kept() == EXPECTED
    shown = answer.json()
    assert (shown["name"], shown["valid_from"], shown["source"]["kind"]) == ("2018版", "2018-01-01", "manual")
    assert shown["rows"][1] == {
        "industry": "C3982",
        "name": "电路板",
        "output_wan_yuan_per_mu": 650.25,
        "investment_wan_yuan_per_mu": None,
        "tax_wan_yuan_per_mu": 38,
    }


def test_units_come_from_the_headers(api: APIClient) -> None:
    header = ["industry code", "output per mu (yuan/mu)", "投资强度(万元/公顷)", "税收强度[元/㎡]"]
    assert send(api, csv_of(header, ["C18", 3_300_000, 1_500, 30])).status_code == 201
    assert kept() == {"C18": [3_300_000, 1_000_000, 20_000]}


def test_every_bad_cell_is_told_and_nothing_kept(api: APIClient) -> None:
    bad = csv_of(
        HEADER,
        ["C18", "服装", 330, 220, 16, ""],
        ["18", "服装", "约三百", -1, 16, ""],
        ["", "x" * 121, 1, 1, 1, ""],
        ["C18", "", "", "", "", "空"],
        ["C39", "", "99999999", "NaN", "1e3", ""],
    )
    answer = send(api, bad)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (400, "guideline_table")
    assert [(e["row"], e["column"], e["code"].removeprefix("guideline.")) for e in body["errors"]] == [
        (3, "行业代码", "industry_code"),
        (3, "亩均产值(万元/亩)", "not_a_number"),
        (3, "亩均投资(万元/亩)", "negative"),
        (4, "行业名称", "text"),
        (4, "行业代码", "industry_missing"),
        (5, "行业代码", "industry_twice"),
        (5, "", "no_value"),
        (6, "亩均产值(万元/亩)", "implausible"),
        (6, "亩均投资(万元/亩)", "not_a_number"),
        (6, "亩均税收(万元/亩)", "not_a_number"),
    ]
    assert all("第" in error["detail"] and "Row" in error["detail_en"] for error in body["errors"])
    assert not GuidelineEdition.objects.exists()
    assert not Source.objects.exists()
    assert current_revision() == 0


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (["行业代码", "亩均产值"], ["unit_missing"]),
        (["行业代码", "亩均产值（两/亩）"], ["unit_unknown"]),
        (["行业名称", "亩均产值（万元/亩）"], ["column_missing"]),
        (["行业代码", "备注"], ["column_missing"]),
        (["行业代码", "行业代码", "亩均产值（万元/亩）"], ["column_twice"]),
    ],
)
def test_headers_that_do_not_serve(api: APIClient, header: list[str], codes: list[str]) -> None:
    errors = send(api, csv_of(header, ["C18", 1, 1])).json()["errors"]
    assert [e["code"].removeprefix("guideline.") for e in errors if e["row"] == 1] == codes


def far_corner() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "行业代码")
        sheet.write(1_048_575, 16_383, 1)
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xd8\xff\xe0 no table", "unreadable"),
        (b"PK\x03\x04 broken", "unreadable"),
        (b"a\0b,c\n1,2", "unreadable"),
        (xlsx_of(HEADER, *ROWS)[:-200], "unreadable"),
        (bomb(), "unreadable"),
        (far_corner(), "too_many_rows"),
        (csv_of(HEADER), "empty"),
        (b"\n\n , \n", "empty"),
        (b'a,"b\n1,2', "quotes"),
        (csv_of(HEADER, *([["C18", "", 1]] * 2_001)), "too_many_rows"),
        (b"x" * 1_000_001, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nasty_files_are_refused_with_a_reason(api: APIClient, content: bytes, code: str) -> None:
    answer = send(api, content)
    assert (answer.status_code, answer.json()["code"]) == (400, "guideline_table")
    assert [e["code"] for e in answer.json()["errors"]] == [f"guideline.{code}"]


def test_the_largest_table_is_taken(api: APIClient) -> None:
    codes = [f"{section}{number:04d}" for section in "ABC" for number in range(1_000)][:2_000]
    assert send(api, csv_of(HEADER, *([code, "", 1] for code in codes))).status_code == 201
    assert IndustryGuideline.objects.count() == 2_000


def test_an_edition_is_replaced_as_a_whole_and_remembered(api: APIClient) -> None:
    send(api, csv_of(HEADER, *ROWS))
    answer = send(api, csv_of(HEADER, ["C26", "", 480]), valid_from="2018-06-01")
    assert answer.status_code == 201
    assert kept() == {"C26": [4_800_000, None, None]}
    assert GuidelineEdition.objects.get().valid_from == dt.date(2018, 6, 1)
    events = IndustryGuideline.pgh_event_model.objects.values_list("pgh_label", flat=True)
    assert sorted(events) == ["delete"] * 3 + ["insert"] * 4
    assert Source.objects.count() == 2


def test_two_editions_never_start_on_one_day(api: APIClient) -> None:
    send(api, csv_of(HEADER, *ROWS))
    errors = send(api, csv_of(HEADER, *ROWS), name="另一版").json()["errors"]
    assert [e["code"] for e in errors] == ["guideline.starts_with_another"]
    assert GuidelineEdition.objects.count() == 1


def test_a_new_table_is_appraised(
    api: APIClient, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(api, csv_of(HEADER, *ROWS))
    assert current_revision() == 1
    assert sent == [Appraisal.objects.get().pk]


@pytest.mark.parametrize("persona", ["official", "clerk", "planner"])
def test_others_read_but_do_not_upload(client_of: ClientOf, persona: str) -> None:
    make.IndustryGuidelineFactory(output_yuan_per_mu=1e6)
    client = client_of(persona)
    assert send(client, csv_of(HEADER, *ROWS)).status_code == 403
    (edition,) = client.get(ADDRESS).json()["results"]
    assert edition["rows"][0]["output_wan_yuan_per_mu"] == 100


@pytest.mark.parametrize("missing", ["file", "name", "valid_from"])
def test_all_three_fields_are_needed(api: APIClient, missing: str) -> None:
    form = {"file": SimpleUploadedFile("a.csv", b"a"), "name": "x", "valid_from": "2018-01-01"}
    del form[missing]
    answer = api.post(ADDRESS, form, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_at_any_length(
    api: APIClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        row = make.IndustryGuidelineFactory()
        make.IndustryGuidelineFactory(edition=row.edition, industry="C39")
    api.get(ADDRESS)
    with django_assert_num_queries(4):  # the user, count, editions, rows
        assert len(api.get(ADDRESS).json()["results"]) == count
