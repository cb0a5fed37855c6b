"""The workbook, read back with another library."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from openpyxl import Workbook, load_workbook

from parks.appraisals.models import ParkResult
from parks.inventory.models import Park, ParkSummary
from parks.selections.models import Selection
from tests.conftest import ClientOf
from tests.factories.objections import DecidedFactory, ObjectionFactory
from tests.parks.shortlists.conftest import FORMULA

HEADERS = [
    "园区编码", "园区名称", "行政区", "镇街", "村社", "权属", "主要用途", "用地面积（亩）", "建筑面积（m²）",
    "建筑面积已知用地占比（%）", "容积率", "亩均产值（万元/亩）", "亩均税收（万元/亩）", "用地手续", "已完善手续占比（%）", "劳动密集型企业占比（%）", "宗地数",
    "企业数", "亩产效益等级", "评级得分", "评级依据", "异议", "异议结果及理由", "改造模式", "改造需要（0–100）", "改造机会（0–100）", "优先指数（0–100）",
    "优先次序", "指标完整度（%）", "推算数据占比（%）", "数据年份", "界线类型", "界线日期", "界线来源", "演示数据",
]  # fmt: skip


@pytest.fixture
def answer(client_of: ClientOf, selection: Selection) -> HttpResponse:
    return client_of("planner").get(f"/api/v1/exports/{selection.pk}.xlsx")


@pytest.fixture
def book(answer: HttpResponse) -> Workbook:
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_rows_are_the_selection_in_its_order(book: Workbook, selection: Selection) -> None:
    header, *rows = book["园区清单"].iter_rows(values_only=True)
    assert list(header) == HEADERS
    assert [row[1] for row in rows] == [FORMULA, "石马一园", "石马三园"]
    assert len(rows) == selection.count == 3


def test_numbers_are_numbers_in_the_units_of_the_field(book: Workbook) -> None:
    row = dict(zip(HEADERS, next(book["园区清单"].iter_rows(min_row=3, values_only=True)), strict=True))
    area = ParkSummary.objects.get(park__name="石马一园").area_m2
    assert row["用地面积（亩）"] == pytest.approx(area * 15 / 10_000)
    assert row["亩均产值（万元/亩）"] == pytest.approx(1_000 / row["用地面积（亩）"])
    assert row["容积率"] == pytest.approx(1_000 / area)
    assert (row["优先次序"], row["宗地数"], row["数据年份"]) == (2, 1, 2025)
    assert (row["权属"], row["改造模式"], row["用地手续"]) == ("集体土地", "微改造", "未完善")
    assert row["演示数据"] == "演示数据 · synthetic"


def test_a_grade_says_what_it_was_given_by(client_of: ClientOf, selection: Selection) -> None:
    """陈述依据: the draft is Zengcheng's own and only referred to elsewhere; no grade has no basis."""
    results = ParkResult.objects.filter(park__in=selection.ids)
    results.filter(rank=1).update(grade_by_reference=False)
    results.filter(rank=2).update(grade_by_reference=True)
    content = b"".join(client_of("planner").get(f"/api/v1/exports/{selection.pk}.xlsx").streaming_content)
    sheet = load_workbook(BytesIO(content))["园区清单"]
    column = HEADERS.index("评级依据")
    found = [row[column] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == ["增城征求意见稿", "参照增城征求意见稿", None]


def test_unknown_is_empty_not_zero(book: Workbook) -> None:
    row = dict(zip(HEADERS, next(book["园区清单"].iter_rows(min_row=4, values_only=True)), strict=True))
    for name in ("建筑面积（m²）", "容积率", "亩均产值（万元/亩）", "亩产效益等级", "优先次序", "演示数据"):
        assert row[name] is None, name


def test_text_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    cell = book["园区清单"]["B2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    assert cell.hyperlink is None


def test_sheet_is_ready_for_use(book: Workbook) -> None:
    sheet = book["园区清单"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:AI4"


def test_cover_sheet_states_what_it_is(book: Workbook, selection: Selection) -> None:
    stated = dict(book["说明"].iter_rows(values_only=True))
    assert stated["数据性质"] == "演示数据 · synthetic"
    assert stated["筛选编号"] == selection.pk
    assert stated["筛选条件"] == "行政区：白云区；权属：集体土地 collective"
    assert (stated["园区数"], stated["范围内园区总数"]) == (3, 4)
    assert stated["政策版本"] == "2022-01-01-test"
    assert stated["评价年份"] == 2025
    assert stated["评级适用"] == "增城征求意见稿；其他区参照增城征求意见稿"
    assert stated["评估时间"]
    assert stated["筛选时数据版本"] == stated["导出时数据版本"] == 0
    assert stated["数据范围"] == "白云区（440111）"
    assert stated["用地面积（亩）"] == "Land area"
    assert stated["数据来源"] == "2025 摸查（2025-06-30）"


def test_file_name_in_chinese_and_plain(answer: HttpResponse, selection: Selection) -> None:
    disposition = answer["Content-Disposition"]
    assert f'filename="cunyuan-{selection.pk}.xlsx"' in disposition
    assert "filename*=UTF-8''%E6%9D%91%E5%9B%AD%E6%B8%85%E5%8D%95-" in disposition
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as parts:
        assert parts.testzip() is None


def test_empty_selection_is_a_workbook_too(client_of: ClientOf, selection: Selection) -> None:
    client = client_of("planner")
    made = client.post("/api/v1/selections/", {"filters": {"q": "没有这个园"}}).json()
    content = b"".join(client.get(f"/api/v1/exports/{made['id']}.xlsx").streaming_content)
    assert load_workbook(BytesIO(content))["园区清单"].max_row == 1


def test_objections_stand_beside_the_grade(client_of: ClientOf, selection: Selection) -> None:
    decided, pending, _ = (Park.objects.get(pk=each) for each in selection.ids)
    DecidedFactory(park=decided)
    ObjectionFactory(park=pending)
    content = b"".join(client_of("planner").get(f"/api/v1/exports/{selection.pk}.xlsx").streaming_content)
    book = load_workbook(BytesIO(content))
    first = HEADERS.index("异议")
    found = [row[first : first + 2] for row in book["园区清单"].iter_rows(min_row=2, values_only=True)]
    assert found == [
        (
            "异议已处理",
            "对2025年等级（D）的异议部分支持（2026-11-20）。理由：漏报企业已补报；处理：按补报数重评",
        ),
        ("异议处理中", None),
        (None, None),
    ]
    stated = dict(book["说明"].iter_rows(values_only=True))
    assert stated["异议情况"] == "1 个园区处理中，1 个园区已处理（按导出时）"
    assert not [
        cell
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if "经济联社" in str(cell)
    ]
