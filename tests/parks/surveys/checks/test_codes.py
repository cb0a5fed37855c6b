import pytest

from parks.surveys.checks import codes
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
        ("440113001001JC00001", "parcel-code.district"),
    ],
)
def test_form_of_the_code(code, issue):
    assert found(codes.check, frame(1, 宗地代码=[code])) == ([(1, issue)] if issue else [])


def test_the_sentence_names_the_districts():
    issue = next(codes.check(context(frame(1, 宗地代码=["440113001001JC00001"]))))

    assert issue.zh == "宗地代码属 440113，图形落在白云区（440111）"


def test_a_file_without_the_column_says_so_once_elsewhere():
    assert found(codes.check, frame(2, 宗地代码=None)) == []
