import string

import pytest

from parks.surveys.checks import codes
from parks.surveys.issues import Fix
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("code", "issue"),
    [
        ("440111001001JC00001", None),
        ("440111001001JA00001", None),
        ("440111001001GB99999", None),
        ("４４０１１１００１００１ＪＣ００００１", None),  # full-width digits are the same code
        (None, "parcel-code.missing"),
        ("—", "parcel-code.missing"),
        ("440111001001JC0001", "parcel-code.length"),
        ("440111001001JC000001", "parcel-code.length"),
        ("440111001001HC00001", "parcel-code.ownership"),
        ("440111001001jC00001", "parcel-code.ownership"),
        ("440111001001JZ00001", "parcel-code.kind"),
        ("440111001001GA00001", "parcel-code.kind"),
        ("440111001001ZA00001", "parcel-code.kind"),
        ("44O111001001JC00001", "parcel-code.format"),
        ("44011100100\u0661JC00001", "parcel-code.format"),  # an Arabic 1 is a digit, but none of a code's
        ("440111001001JC0000A", "parcel-code.format"),
    ],
)
def test_form_of_the_code(code, issue):
    assert found(codes.check, frame(1, 宗地代码=[code])) == ([(1, issue)] if issue else [])


def test_each_place_has_its_own_fault():
    code = "440111001001JC00001"
    table = frame(19, 宗地代码=[code[:at] + "H" + code[at + 1 :] for at in range(19)])

    assert [found_code for _, found_code in found(codes.check, table)] == [
        *["parcel-code.format"] * 12, "parcel-code.ownership", "parcel-code.kind", *["parcel-code.format"] * 5
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ownership", "kinds"), [("J", "ABCDEFSWXY"), ("G", "BCDEFSWXY"), ("Z", "BCDEFSWXY")]
)
def test_the_kinds_of_every_ownership(ownership, kinds):
    letters = string.ascii_uppercase
    table = frame(26, 宗地代码=[f"440111001001{ownership}{letter}00001" for letter in letters])

    wrong = [letters[row - 1] for row, _ in found(codes.check, table)]
    assert wrong == [letter for letter in letters if letter not in kinds]
    assert {code for _, code in found(codes.check, table)} == {"parcel-code.kind"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("440111001001JC0001", "宗地代码应为 19 位，现为 18 位"),
        ("440111001001HC00001", "宗地代码第 13 位应为 G（国有）、J（集体）或 Z（未定），现为“H”"),
        (
            "440111001001JH00001",
            "宗地代码第 14 位应为 A、B、S、X、C、D、E、F、W、Y 之一，且 A 只用于集体（J），现为“H”",
        ),
    ],
)
def test_the_sentence_names_what_was_found(code, sentence):
    assert next(codes.check(context(frame(1, 宗地代码=[code])))).zh == sentence


@pytest.mark.parametrize(
    ("code", "suggestion"),
    [
        ("440111001001jc00001", "440111001001JC00001"),
        ("440111 001001 JC00001", "440111001001JC00001"),
        ("440111-001-001-JC-00001", "440111001001JC00001"),
        ("440111001001JC00001\u200b", "440111001001JC00001"),
        ("44O1I100l001JCO0001", "440111001001JC00001"),
        ("440111001001jz00001", None),  # still no code
        ("440111001001JC0001", None),
    ],
)
def test_a_code_is_suggested_where_only_its_spelling_is_wrong(code, suggestion):
    (issue,) = codes.check(context(frame(1, 宗地代码=[code])))

    assert issue.fix == (Fix("set", suggestion) if suggestion else None)


def test_a_file_without_the_column_says_so_once_elsewhere():
    assert found(codes.check, frame(2, 宗地代码=None)) == []
