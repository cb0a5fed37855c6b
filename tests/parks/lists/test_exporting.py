"""A list as a workbook and as CSV: the same rows, what they rest on, and nothing that a spreadsheet would take for a formula."""

import csv
from io import BytesIO, StringIO
from itertools import takewhile

import pytest
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal
from tests.conftest import ClientOf
from tests.factories.objections import DecidedFactory
from tests.parks.lists.conftest import FORMULA

pytestmark = pytest.mark.django_db


def content(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def exported(client_of: ClientOf, name: str, query: str, persona: str = "planner") -> HttpResponse:
    return client_of(persona).get(f"/api/v1/lists/{name}/export/?{query}")


def table(client_of: ClientOf, name: str, query: str, persona: str = "planner") -> list[dict[str, str]]:
    text = content(exported(client_of, name, query, persona)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def facts_in(book: Workbook) -> dict[str, object]:
    """What the file states about itself, before the meaning of its columns."""
    rows = book["说明"].iter_rows(values_only=True)
    return dict(takewhile(lambda row: row[0] is not None, rows))


def test_csv_has_a_byte_order_mark_and_the_filtered_rows(client_of: ClientOf, run: Appraisal) -> None:
    assert content(exported(client_of, "idle_land", "format=csv")).startswith(b"\xef\xbb\xbf")
    assert len(table(client_of, "idle_land", "format=csv")) == 3
    assert len(table(client_of, "idle_land", "format=csv&district=440113")) == 1
    assert len(table(client_of, "idle_land", "format=csv", "official")) == 2
    assert table(client_of, "idle_land", "format=csv&status=fee_due") == []


def test_every_row_says_what_it_rests_on(client_of: ClientOf, run: Appraisal) -> None:
    row = table(client_of, "idle_land", "format=csv")[0]
    assert row["评估编号"] == str(run.pk)
    assert row["政策版本"] == run.policy_edition
    assert row["评价年份"] == "2025"
    assert row["导出日期"] == timezone.localdate().isoformat()
    assert row["适用依据"] == "闲置土地处置办法"
    assert row["演示数据"] == "演示数据 · synthetic"
    assert "参照增城征求意见稿 二（二）5" in row["法律后果与依据"]
    assert "闲置土地处置办法 第十四条（一）" in row["法律后果与依据"]


def test_amounts_inputs_and_checks_have_columns(client_of: ClientOf, run: Appraisal) -> None:
    first, second, *_ = table(client_of, "idle_land", "format=csv")
    (fee,) = [name for name in first if name.startswith("金额：按土地出让")]
    assert (first[fee], second[fee]) == ("100.0", "缺少数据，无法计算")
    assert (first["土地权属"], first["已动工"]) == ("国有", "否")
    assert first["超过约定时间未动工满1年"] == "成立"
    assert first["逾期未动工年数（判定值）（年）"] == "2.0"
    assert second["缺少的数据"] == "土地出让或划拨价款"


def test_an_objection_and_its_reason_stay_beside_the_row(
    client_of: ClientOf, run: Appraisal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = run.list_entries.filter(name="idle_land").order_by("park__code", "subject_id").first()
    DecidedFactory(subject="parcels", subject_id=entry.subject_id, park=entry.park)
    DecidedFactory(park=entry.park)
    first, *others = table(client_of, "idle_land", "format=csv")
    assert first["异议"] == "异议已处理"
    assert "理由：漏报企业已补报" in first["异议结果及理由"]
    assert "石马经济联社" not in str(first)
    assert {row["异议"] for row in others} == {""}
    client = client_of("planner")
    for query in ("format=csv&district=440113", "format=csv"):
        with django_assert_num_queries(5):
            content(client.get(f"/api/v1/lists/idle_land/export/?{query}"))


def test_text_that_looks_like_a_formula_stays_text(client_of: ClientOf, run: Appraisal) -> None:
    assert table(client_of, "idle_land", "format=csv")[0]["园区名称"] == f"'{FORMULA}"
    book = load_workbook(BytesIO(content(exported(client_of, "idle_land", "format=xlsx"))))
    cell = book["闲置工业用地名单"]["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (FORMULA, "s", None)


def test_the_workbook_holds_the_same_rows_and_states_what_they_are(
    client_of: ClientOf, run: Appraisal
) -> None:
    book = load_workbook(BytesIO(content(exported(client_of, "idle_land", "format=xlsx"))))
    header, *rows = book["闲置工业用地名单"].iter_rows(values_only=True)
    assert list(header) == list(table(client_of, "idle_land", "format=csv")[0])
    assert len(rows) == 3
    stated = facts_in(book)
    assert stated["数据性质"] == "演示数据 · synthetic"
    assert (stated["评估编号"], stated["评价年份"], stated["条数"]) == (run.pk, 2025, 3)
    assert stated["政策版本"] == run.policy_edition
    assert stated["导出日期"] == timezone.localdate().isoformat()
    assert stated["标准：土地闲置费占出让或划拨价款"].startswith("0.2")
    assert stated["数据范围"] == "广州市（4401）"


def test_a_list_by_the_draft_is_marked_elsewhere(client_of: ClientOf, run: Appraisal) -> None:
    row = table(client_of, "coverage", "format=csv")[0]
    assert row["适用依据"] == "参照增城征求意见稿"
    book = load_workbook(BytesIO(content(exported(client_of, "coverage", "format=xlsx"))))
    stated = facts_in(book)
    assert stated["适用依据"].endswith("其他区参照增城征求意见稿")
    assert stated["依据效力"] == "征求意见稿"


def test_file_name_in_chinese_and_plain(client_of: ClientOf, run: Appraisal) -> None:
    disposition = exported(client_of, "idle_land", "format=csv")["Content-Disposition"]
    assert f'filename="cunyuan-idle_land-{run.pk}.csv"' in disposition
    assert "filename*=UTF-8''%E9%97%B2%E7%BD%AE" in disposition


def test_an_empty_list_is_a_file_too(client_of: ClientOf, run: Appraisal) -> None:
    for kind in ("xlsx", "csv"):
        assert content(exported(client_of, "watch_list", f"format={kind}"))


@pytest.mark.parametrize(
    ("persona", "query", "status"),
    [("clerk", "format=csv", 403), ("planner", "format=pdf", 404), ("planner", "format=csv&district=x", 400)],
)
def test_what_is_refused(client_of: ClientOf, run: Appraisal, persona: str, query: str, status: int) -> None:
    answer = exported(client_of, "idle_land", query, persona)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_list_is_a_refusal_not_a_file(client_of: ClientOf, run: Appraisal) -> None:
    answer = exported(client_of, "none_such", "format=xlsx")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_list")
