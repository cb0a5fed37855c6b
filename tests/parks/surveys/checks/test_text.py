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
