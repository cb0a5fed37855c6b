"""What is in a returned workbook, read back by openpyxl."""

import io

import openpyxl
import pytest
from django.urls import reverse

from parks.surveys import annotated, returned, services
from parks.surveys.answers import Answers
from parks.surveys.marks import STYLES
from parks.surveys.readers import Limits, everything
from parks.surveys.readers.header import NUMBER_AGAIN
from tests.parks.surveys import files, sheets
from tests.parks.surveys.sheets import HEADER, row

pytestmark = pytest.mark.django_db


def book_of(upload) -> openpyxl.Workbook:
    reading = returned.read_upload(upload, services.folder(), Limits(), everything)
    target = io.BytesIO()
    annotated.write(target, upload, reading)
    return openpyxl.load_workbook(target)


def cells(sheet) -> list[list[object]]:
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def color(cell) -> str:
    return "#" + cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ""


@pytest.fixture
def upload(park, checked, tmp_path):
    """Three new parcels: the second has a tenure nobody knows, the third neither a shape in a park nor a name that is one."""
    table = files.frame(
        3,
        geometry=[files.box(0), files.box(1), files.box(40)],
        权属性质=["集体", "公有", "集体"],
        权利人=["石马村经济联社", "=HYPERLINK(1)", "三社"],
        用地面积=[2.4, 2.4, 9.0],
    )
    return checked(files.geopackage(tmp_path / "摸查.gpkg", table))


def test_rows_columns_and_values(upload):
    sheet = book_of(upload)["宗地"]

    header, first, *rest = cells(sheet)
    assert header == ["原行号", *HEADER, "用地面积", returned.PROBLEMS, NUMBER_AGAIN]
    assert first[:7] == [1, files.CODE.format(1), "集体", "未完善", "无证", "石马村经济联社", 2.4]
    assert [line[0] for line in rest] == [2, 3]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:H4")
    assert sheet.column_dimensions["I"].hidden
    assert book_of(upload).sheetnames == ["宗地", "说明", "cunyuan"]


def test_bad_cells_are_marked_by_color_border_comment_and_text(upload):
    sheet = book_of(upload)["宗地"]

    tenure, formula = sheet["C3"], sheet["F3"]
    for cell, code in ((tenure, "value.unknown"), (formula, "text.formula")):
        issue = upload.issues.get(code=code)
        assert (color(cell), cell.border.left.style) == (STYLES["must_fix"]["bg_color"], "medium")
        assert cell.comment.text.startswith("✖")
        assert issue.message_zh in cell.comment.text
        assert issue.message_en in cell.comment.text
        assert issue.message_zh in sheet["H3"].value
    assert color(sheet["C2"]) == ""
    assert (color(sheet["A4"]), sheet["A4"].value) == (STYLES["must_fix"]["bg_color"], 3)
    assert "park.none" in upload.issues.filter(row=3).values_list("code", flat=True)


def test_severities_differ_in_more_than_color():
    assert len({style["bg_color"] for style in STYLES.values()}) == 3
    assert len({style["border"] for style in STYLES.values()}) == 3


def test_text_is_never_a_formula(upload):
    cell = book_of(upload)["宗地"]["F3"]

    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_choices_are_offered(upload):
    sheet = book_of(upload)["宗地"]

    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["C2:C4"] == '"集体,国有,未定"'
    assert set(lists) == {"C2:C4", "D2:D4", "E2:E4"}


def test_an_issue_of_the_file_stands_at_the_header_and_in_the_notes(upload):
    book = book_of(upload)

    assert "亩" in book["宗地"]["G1"].comment.text
    notes = "\n".join(str(value) for line in cells(book["说明"]) for value in line if value)
    for text in ("摸查.gpkg", upload.sha256, str(upload.pk), "✖ 必须修改", "原行号"):
        assert text in notes
    assert upload.issues.get(code="unit.assumed").message_zh in notes


def test_the_mark_of_the_upload_is_hidden(upload):
    sheet = book_of(upload)["cunyuan"]

    assert sheet.sheet_state == "veryHidden"
    assert [sheet["A1"].value, sheet["A2"].value] == [str(upload.pk), upload.sha256]


def test_chosen_fixes_and_rows_left_out_are_shown(upload):
    upload.answers = Answers(cells={2: {"权属性质": "集体"}}, left_out=frozenset({3})).dump()

    sheet = book_of(upload)["宗地"]

    assert sheet["C3"].value == "集体"
    assert sheet["H4"].value.startswith("不入库")


def test_shapes_are_not_in_the_sheet_and_numbers_stay_numbers(park, checked, tmp_path):
    header = [*HEADER, "经度", "纬度", "面积（㎡）", "备注"]
    center = sheets.degrees().centroid
    upload = checked(sheets.workbook(tmp_path / "a.xlsx", header, row(1, center.x, center.y, 1600.5, "007")))

    header, first = cells(book_of(upload)["宗地"])

    assert header[5:8] == ["权利人", "面积（㎡）", "备注"]
    assert (first[0], *first[6:8]) == (2, 1600.5, "007")


def test_of_a_long_file_only_rows_with_issues(park, checked, tmp_path, monkeypatch):
    monkeypatch.setattr(annotated, "WHOLE_UP_TO", 2)
    table = files.frame(4, 权属性质=["集体", "公有", "集体", "公有"])
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))

    book = book_of(upload)

    assert [line[0] for line in cells(book["宗地"])[1:]] == [2, 4]
    assert "共 4 行" in str(cells(book["说明"]))


def test_it_is_downloaded_by_those_who_see_the_upload(upload, client_of, django_assert_num_queries):
    address = reverse("survey-workbook", args=[upload.pk])
    client = client_of("clerk")
    b"".join(client.get(address).streaming_content)

    with django_assert_num_queries(3):
        response = client.get(address)
        content = b"".join(response.streaming_content)

    assert response.status_code == 200
    assert "survey-" in response.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == "宗地"
    assert client_of("planner").get(address).status_code == 403


def test_without_a_report_there_is_none(upload, client_of):
    type(upload).objects.update(reading=None)

    response = client_of("clerk").get(reverse("survey-workbook", args=[upload.pk]))

    assert (response.status_code, response.json()["code"]) == (409, "survey_no_workbook")
