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
        ("440111001001JC0000A", "parcel-code.format"),
    ],
)
def test_form_of_the_code(code, issue):
    assert found(codes.check, frame(1, 宗地代码=[code])) == ([(1, issue)] if issue else [])


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
