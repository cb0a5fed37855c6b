import pytest

from parks.surveys.checks import text
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
        ("石马\ufffd村", "text.lost-characters"),
    ],
)
def test_text(value, issue):
    assert found(text.check, frame(1, 权利人=[value])) == ([(1, issue)] if issue else [])


def test_what_cannot_be_seen_is_made_visible_in_the_value():
    assert next(text.check(context(frame(1, 权利人=["石马\u202e村"])))).value == "石马\\u202e村"
