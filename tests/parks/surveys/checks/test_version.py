import pytest

from parks.surveys.checks import version
from parks.surveys.versions import spelled
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("stated", "issue"),
    [
        ("v0123456789abcdef", None),
        (spelled(-1), None),
        (spelled(2**63 - 1), None),
        (None, None),  # the row was not downloaded
        ("v0123456789abcde", "version.unreadable"),
        ("v0123456789abcdef0", "version.unreadable"),
        ("0123456789abcdef", "version.unreadable"),
        ("v0123456789abcdeg", "version.unreadable"),
        ("V0123456789ABCDEF", "version.unreadable"),
        ("1", "version.unreadable"),
    ],
)
def test_a_version_is_v_and_sixteen_digits(stated, issue):
    assert found(version.check, frame(1, 库中版本=[stated])) == ([(1, issue)] if issue else [])


def test_a_file_without_the_column_has_no_versions():
    assert found(version.check, frame(2)) == []


def test_the_issue_names_the_cell():
    (issue,) = version.check(context(frame(2, 库中版本=[spelled(7), "v7"])))

    assert (issue.row, issue.column, issue.value, str(issue.severity)) == (
        2,
        "库中版本",
        "v7",
        "needs_reason",
    )
