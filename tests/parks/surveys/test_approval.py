"""Two people (双人复核): who has to approve, who may, and that nobody approves what they asked for."""

import pytest

from parks.accounts.models import Role
from parks.inventory.models import Parcel
from parks.surveys import approval
from parks.surveys.approval import give_back
from parks.surveys.commit import commit
from parks.surveys.errors import (
    AdministratorNeededError,
    ApprovalNeededError,
    ChangedSinceCheckedError,
    NotAwaitingError,
    NotCheckedError,
    OwnRequestError,
    ReasonNeededError,
    ReturnReasonError,
    ScopeNarrowedError,
)
from parks.surveys.models import ApprovalRule, Approver
from parks.surveys.submission import submit
from tests.factories.accounts import UserFactory
from tests.factories.inventory import DistrictFactory, ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    return UserFactory(username="colleague", role=Role.CLERK, scope=["440111"])


@pytest.fixture
def upload(park, checked, tmp_path):
    return checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))


def rule(approver, district="440111"):
    return ApprovalRule.objects.create(area=DistrictFactory(code=district), approver=approver)


def test_without_a_rule_one_person_commits(upload, clerk):
    rule(Approver.ADMINISTRATOR, "440113")

    done = submit(upload.pk, clerk)

    assert (done.status, done.approval, done.receipt["approved_by"]) == ("committed", None, None)


def test_a_second_clerk_approves(upload, clerk, colleague):
    rule(Approver.CLERK)

    asked = submit(upload.pk, clerk, " 年度摸查 ")

    assert (asked.status, Parcel.objects.count()) == ("awaiting", 0)
    assert {name: asked.approval[name] for name in ("needed", "requested_by", "reason")} == {
        "needed": "clerk", "requested_by": "clerk", "reason": "年度摸查",
    }  # fmt: skip

    done = submit(upload.pk, colleague, "已抽查")

    assert (done.status, done.reason, Parcel.objects.count()) == ("committed", "年度摸查", 2)
    receipt = done.receipt
    assert (receipt["requested_by"], receipt["approved_by"], receipt["committed_by"]) == (
        "clerk", "colleague", "colleague",
    )  # fmt: skip
    assert receipt["approval"]["remark"] == "已抽查"


@pytest.mark.parametrize("approver", Approver)
def test_who_asked_never_approves(approver, upload, administrator):
    """Not even an administrator who asked too."""
    rule(approver)
    submit(upload.pk, administrator)

    for approve in (submit, commit):
        with pytest.raises(OwnRequestError):
            approve(upload.pk, administrator)

    assert Parcel.objects.count() == 0


def test_an_administrator_approves_where_a_clerk_may(upload, clerk, administrator):
    rule(Approver.CLERK)
    submit(upload.pk, clerk)

    assert submit(upload.pk, administrator).status == "committed"


def test_where_an_administrator_has_to_a_clerk_may_not(upload, clerk, colleague, administrator):
    rule(Approver.ADMINISTRATOR)
    submit(upload.pk, clerk)

    for refuse in (lambda: submit(upload.pk, colleague), lambda: give_back(upload.pk, colleague, "不行")):
        with pytest.raises(AdministratorNeededError):
            refuse()
    upload.refresh_from_db()
    assert (upload.status, Parcel.objects.count()) == ("awaiting", 0)

    assert submit(upload.pk, administrator).receipt["approved_by"] == "administrator"


def test_an_approver_needs_the_scope(upload, clerk):
    rule(Approver.CLERK)
    submit(upload.pk, clerk)
    elsewhere = UserFactory(role=Role.CLERK, scope=["440111113"])

    for refuse in (lambda: submit(upload.pk, elsewhere), lambda: give_back(upload.pk, elsewhere, "不行")):
        with pytest.raises(ScopeNarrowedError):
            refuse()


def test_the_stricter_rule_counts(park, upload):
    rule(Approver.CLERK)
    assert approval.needed(upload) == Approver.CLERK
    ParcelFactory(code=files.CODE.format(9), park__code="440113-0001")
    upload.rows.filter(row=2).update(park_id=Parcel.objects.get().park_id)
    Parcel.objects.get().park.__class__.objects.filter(code="440113-0001").update(
        area=DistrictFactory(code="440113")
    )
    ApprovalRule.objects.create(area_id="440113", approver=Approver.ADMINISTRATOR)

    assert approval.needed(upload) == Approver.ADMINISTRATOR


def test_a_file_that_changes_nothing_needs_nobody(park, committed, checked, clerk, tmp_path):
    committed(files.frame(1))
    rule(Approver.ADMINISTRATOR)
    again = checked(files.geopackage(tmp_path / "again.gpkg", files.frame(1)))

    assert submit(again.pk, clerk).receipt["changed_nothing"] is True


def test_nobody_commits_past_the_rule(upload, clerk):
    rule(Approver.CLERK)

    with pytest.raises(ApprovalNeededError):
        commit(upload.pk, clerk)


def test_a_rule_lifted_meanwhile_asks_for_nobody(upload, clerk):
    made = rule(Approver.CLERK)
    submit(upload.pk, clerk)
    made.delete()

    assert submit(upload.pk, clerk).status == "committed"


def test_a_rule_made_stricter_meanwhile_counts(upload, clerk, colleague):
    made = rule(Approver.CLERK)
    submit(upload.pk, clerk)
    made.approver = Approver.ADMINISTRATOR
    made.save()

    with pytest.raises(AdministratorNeededError):
        submit(upload.pk, colleague)


def test_what_needs_a_reason_needs_it_of_who_asks(park, checked, clerk, colleague, tmp_path):
    rule(Approver.CLERK)
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, **{"面积(㎡)": [1700.0]})))
    with pytest.raises(ReasonNeededError):
        submit(upload.pk, clerk)
    submit(upload.pk, clerk, "证载面积以旧证为准")

    done = submit(upload.pk, colleague)

    assert (done.reason, done.receipt["reason"]) == ("证载面积以旧证为准", "证载面积以旧证为准")


def test_sent_back_with_a_reason(upload, clerk, colleague):
    rule(Approver.CLERK)
    submit(upload.pk, clerk)
    with pytest.raises(ReturnReasonError):
        give_back(upload.pk, colleague, " x ")

    back = give_back(upload.pk, colleague, "第 2 行面积不对")

    assert (back.status, back.approval["returned_by"], back.approval["returned_reason"]) == (
        "checked", "colleague", "第 2 行面积不对",
    )  # fmt: skip
    again = submit(upload.pk, clerk, "已核对")
    assert (again.status, "returned_by" in again.approval) == ("awaiting", False)


def test_withdrawn_by_who_asked_without_a_word(upload, clerk):
    rule(Approver.CLERK)
    submit(upload.pk, clerk)

    back = give_back(upload.pk, clerk, "")

    assert (back.status, back.approval["returned_by"]) == ("checked", "clerk")


def test_only_what_awaits_is_sent_back(upload, clerk):
    with pytest.raises(NotAwaitingError):
        give_back(upload.pk, clerk, "")


def test_what_changed_meanwhile_puts_it_back_and_says_why(upload, park, clerk, colleague):
    """The real commit compares anew; what was asked for is then to be checked again."""
    rule(Approver.CLERK)
    submit(upload.pk, clerk)
    ParcelFactory(code=files.CODE.format(2), park=park, geometry=stored(files.box(9)))

    with pytest.raises(ChangedSinceCheckedError):
        submit(upload.pk, colleague)

    upload.refresh_from_db()
    assert (upload.status, upload.problem["code"]) == ("checked", "survey_changed_since_checked")
    assert "第 2 行" in upload.problem["detail"]
    assert (upload.counts["conflict"], Parcel.objects.count()) == (1, 1)


def test_approved_twice(upload, clerk, colleague, administrator):
    rule(Approver.CLERK)
    submit(upload.pk, clerk)
    submit(upload.pk, colleague)

    with pytest.raises(NotCheckedError):
        submit(upload.pk, administrator)
