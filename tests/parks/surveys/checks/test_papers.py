import itertools

import pytest

from parks.surveys.checks import papers
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, box, frame

TENURES = {"集体": "J", "国有": "G", "未定": "Z"}
PROCEDURES, CERTIFICATES = ("已完善", "部分", "未完善"), ("有证", "无证")
ODD = {
    ("集体", "已完善", "无证"): {"certificate.absent"},
    ("集体", "未完善", "有证"): {"certificate.contradiction"},
    ("国有", "已完善", "无证"): {"certificate.absent"},
    ("国有", "未完善", "有证"): {"certificate.contradiction"},
    ("未定", "已完善", "有证"): {"certificate.undetermined", "procedure.undetermined"},
    ("未定", "已完善", "无证"): {"certificate.absent", "procedure.undetermined"},
    ("未定", "部分", "有证"): {"certificate.undetermined", "procedure.undetermined"},
    ("未定", "部分", "无证"): {"procedure.undetermined"},
    ("未定", "未完善", "有证"): {"certificate.undetermined", "certificate.contradiction"},
}
"""Of the 18 combinations those of which something is said; the other 9 pass."""


@pytest.mark.parametrize("combination", [*itertools.product(TENURES, PROCEDURES, CERTIFICATES)])
def test_every_combination(combination):
    tenure, procedure, certificate = combination
    code = CODE.format(1).replace("J", TENURES[tenure])
    table = frame(1, 宗地代码=[code], 权属性质=[tenure], 用地手续=[procedure], 有证情况=[certificate])

    assert {code for _, code in found(papers.check, table)} == ODD.get(combination, set())


def test_without_a_column_the_code_tells_the_tenure():
    table = frame(1, 宗地代码=[CODE.format(1).replace("J", "Z")], 权属性质=None, 有证情况=["有证"])

    assert (1, "certificate.undetermined") in found(papers.check, table)


@pytest.mark.parametrize(
    ("code", "certificate", "issues"),
    [
        ("440111001001JW00001", "有证", ["certificate.disputed"]),
        ("440111001001JB00001", "有证", []),
        ("440111001001JW00001", "无证", []),
        ("440111001001JW0001", "有证", []),  # no code
        ("440111001001ZW00001", "有证", ["certificate.undetermined", "procedure.undetermined"]),
    ],
)
def test_a_disputed_right_of_use_has_no_certificate(code, certificate, issues):
    table = frame(1, 宗地代码=[code], 权属性质=None, 用地手续=["部分"], 有证情况=[certificate])

    assert found(papers.check, table) == [(1, issue) for issue in issues]


STORED = {
    "code": CODE.format(1), "geometry": box(0),
    "tenure": "collective", "procedure": "incomplete", "certificate": "uncertified",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "certificate", "issues"),
    [
        ({}, "有证", [(1, "certificate.contradiction")]),  # against the stored procedures
        ({"certificate": "certified"}, "有证", []),  # stored as it is already, and not changed
        ({"certificate": "certified"}, None, []),
    ],
)
def test_a_row_is_judged_with_what_is_stored_if_it_changes_something(stored, certificate, issues):
    table = frame(1, 用地手续=None, 有证情况=[certificate])

    assert found(papers.check, table, known_parcels=parcels({**STORED, **stored})) == issues


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({"tenure": "undetermined", "procedure": "complete"}, {}),
        ({"tenure": "undetermined", "procedure": "complete"}, {"用地手续": ["已完善"], "有证情况": ["无证"]}),
    ],
)
def test_a_row_that_changes_nothing_is_not_judged(stored, said):
    table = frame(1, **{"权属性质": None, "用地手续": None, "有证情况": None, **said})

    assert found(papers.check, table, known_parcels=parcels({**STORED, **stored})) == []


@pytest.mark.parametrize("said", [{}, {"有证情况": ["有证"]}])
def test_nothing_is_told_of_a_parcel_out_of_scope(said):
    hidden = parcels({**STORED, "area_code": "440113100200"})
    table = frame(1, **{"用地手续": ["未完善"], "有证情况": [None], **said})

    assert found(papers.check, table, known_parcels=hidden) == []


@pytest.mark.parametrize(("rows", "listed"), [(8, "1、2、3、4、5、6、7、8"), (9, "1、2、3、4、5、6、7、8…")])
def test_what_is_perhaps_not_registered_yet_is_said_once(rows, listed):
    table = frame(rows, 用地手续=["已完善"] * rows)

    (issue,) = papers.check(context(table))

    assert (issue.row, str(issue.severity)) == (None, "note")
    assert issue.zh.startswith(f"{rows} 行用地手续已完善而无证（第 {listed} 行）")
