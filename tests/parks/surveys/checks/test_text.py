import unicodedata

import pytest

from parks.surveys.checks import text
from parks.surveys.issues import Fix
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("value", "issue"),
    [
        ("石马村经济联社", None),
        ("石马村-1号", None),
        ("A=B", None),
        ("—", None),
        ("-", None),
        ("=HYPERLINK(1)", "text.formula"),
        ("＝1+1", "text.formula"),
        ("+86", "text.formula"),
        ("-2+3", "text.formula"),
        ("@SUM(A1)", "text.formula"),
        ("石马\n村", "text.control"),
        ("石马\t村", "text.control"),
        ("石马\x07村", "text.control"),
        ("石马\u202e村", "text.control"),
        ("石马\u200b村", "text.control"),
        ("石马\ufeff村", "text.control"),
        ("\u2066石马村\u2069", "text.control"),
        ("石马\u3164村", "text.control"),
        ("石马\u00ad村", "text.control"),
        ("葛\U000e0100城", None),  # a variant of the character
        ("石马\ufffd村", "text.lost-characters"),
        ("−2+3", "text.formula"),
        ("＠SUM(A1)", "text.formula"),
    ],
)
def test_text(value, issue):
    assert found(text.check, frame(1, 权利人=[value])) == ([(1, issue)] if issue else [])


SIGNS_OF_SCRIPTS = {
    *range(0x600, 0x606),
    0x6DD,
    0x70F,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
    *range(0x13430, 0x13439),
}
"""Format characters (Cf) that are drawn."""
UNSEEN_LETTERS = {
    0x34F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180B,
    0x180C,
    0x180D,
    0x180F,
    0x2065,
    0x3164,
    0xFFA0,
}
"""Default_Ignorable_Code_Point of Unicode, without the variation selectors of names, among those that are no Cf."""


def unseen(number):
    known = unicodedata.category(chr(number)) in ("Cc", "Cf", "Zl", "Zp") and number not in SIGNS_OF_SCRIPTS
    return known or number in UNSEEN_LETTERS or 0xE0000 <= number < 0xE0080


@pytest.mark.parametrize(
    "numbers", [range(0xD800), range(0xE000, 0x11000), range(0x13400, 0x13440), range(0x1BC00, 0x1D200), range(0xE0000, 0xE0200)]
)  # fmt: skip
def test_every_character_that_cannot_be_seen_is_said_and_no_other(numbers):
    table = frame(
        len(numbers), 权利人=[f"石马{chr(number)}村" for number in numbers], geometry=[None] * len(numbers)
    )
    told = [numbers[row - 1] for row, code in found(text.check, table) if code == "text.control"]

    assert [hex(number) for number in told] == [hex(number) for number in numbers if unseen(number)]


def test_only_texts_are_looked_at():
    assert found(text.check, frame(1, 层数=[3], 测量日期=["2025-06-30"], 权利人=["石马\n村"])) == [
        (1, "text.control")
    ]


def test_what_cannot_be_seen_is_made_visible_in_the_value():
    assert next(text.check(context(frame(1, 权利人=["石马\u202e村"])))).value == "石马\\u202e村"


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\u200b", "\u2060", "\t \r"])
@pytest.mark.parametrize("sign", ["=", "＝", "＋", "－", "＠"])
def test_a_formula_behind_what_cannot_be_seen_is_both(start, sign):
    assert found(text.check, frame(1, 权利人=[f"{start}{sign}1+1"])) == [
        (1, "text.control"),
        (1, "text.formula"),
    ]


@pytest.mark.parametrize(
    ("value", "better"),
    [
        ("石马\n村", "石马村"),
        ("石马\u200b村\u202e", "石马村"),
        ("Shima\nVillage", "Shima Village"),
        ("=石马村", "石马村"),
        ("＝＋石马村", "石马村"),
        ("-2+3", "2+3"),
        ("=", None),
        ("石马\ufffd村", None),
    ],
)
def test_what_is_left_without_it_is_suggested(value, better):
    (issue,) = text.check(context(frame(1, 权利人=[value])))

    assert issue.fix == (Fix("set", better) if better else None)
