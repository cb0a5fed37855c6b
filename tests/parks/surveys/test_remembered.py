"""Columns answered once are taken over by the next file of the same user with the same headers."""

import pytest

from parks.accounts.models import Role
from parks.surveys import services
from parks.surveys.columns import NOTHING
from parks.surveys.commit import commit
from parks.surveys.models import RememberedColumns
from parks.surveys.remembered import recall, remember
from tests.factories.accounts import UserFactory
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db

HEADERS = ["编号", "权属性质", "用地手续", "有证情况", "权利人", "面积"]


def table(rows=2, first=1):
    """A source that calls the parcel code 编号, which stands for nothing."""
    codes = [files.CODE.format(n + first) for n in range(rows)]
    shapes = [files.box(n + first) for n in range(rows)]
    return files.frame(rows, 宗地代码=None, 编号=codes, 面积=[2.4] * rows, geometry=shapes)


@pytest.fixture
def answered(checked, tmp_path):
    def check(**said):
        upload = checked(files.geopackage(tmp_path / "a.gpkg", table()))
        services.check_again(upload.pk, said)
        services.check(upload.pk)
        upload.refresh_from_db()
        return upload

    return check


def how(upload):
    return {m["column"]: (m["field"], m["how"], m["unit"]) for m in upload.mapping}


def test_the_next_file_with_the_same_headers_is_read_alike(park, checked, answered, tmp_path):
    first = answered(columns={"编号": "code"}, units={"面积": "mu"})
    assert how(first)["编号"] == ("code", "answered", None)

    second = checked(files.geopackage(tmp_path / "b.gpkg", table(first=5)))

    assert how(second)["编号"] == ("code", "remembered", None)
    assert how(second)["面积"] == ("declared_area_m2", "alias", "mu")
    assert [i["code"] for i in second.issues_by_code] == ["columns.remembered"]
    assert second.counts["new"] == 2


def test_an_answer_is_remembered_when_it_is_committed(park, answered, clerk):
    upload = answered(columns={"编号": "code"}, units={"面积": "mu"})
    RememberedColumns.objects.all().delete()

    commit(upload.pk, clerk, "核对过")

    kept = RememberedColumns.objects.get()
    assert (kept.user, kept.columns, kept.units) == (clerk, {"编号": "code"}, {"面积": "mu"})


def test_a_new_answer_is_kept_beside_the_old_ones(park, answered, clerk):
    answered(columns={"编号": "code"}, units={"面积": "mu"})
    answered(columns={"权利人": None})
    answered(units={"面积": "m2"})

    said = recall(clerk.pk, HEADERS)

    assert RememberedColumns.objects.count() == 1
    assert (said.columns, said.units) == ({"编号": "code", "权利人": None}, {"面积": "m2"})


def test_nothing_is_remembered_of_another_user_or_of_other_headers(park, answered, clerk, db):
    answered(columns={"编号": "code"})
    other = UserFactory(role=Role.CLERK)

    assert recall(clerk.pk, HEADERS).columns == {"编号": "code"}
    assert recall(clerk.pk, HEADERS[::-1]).columns == {"编号": "code"}
    assert recall(clerk.pk, HEADERS[:-1]) is NOTHING
    assert recall(other.pk, HEADERS) is NOTHING


def test_nothing_is_kept_where_nothing_was_answered_or_read(park, checked, clerk, tmp_path):
    plain = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))
    refused = checked(files.zipped(tmp_path / "b.zip", **{"a.txt": b"x"}))
    refused.answers = {"columns": {"a": "code"}}

    remember(plain)
    remember(refused)

    assert not RememberedColumns.objects.exists()
