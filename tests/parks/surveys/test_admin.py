"""The rules of approval in the administration site."""

import pytest

from parks.surveys.models import ApprovalRule
from tests.factories.inventory import DistrictFactory, VillageFactory

pytestmark = pytest.mark.django_db

URL = "/admin/surveys/approvalrule/"


@pytest.fixture
def client(client_of):
    return client_of("administrator", browser=True)


def test_only_districts_have_a_rule(client):
    VillageFactory()

    field = client.get(f"{URL}add/").context["adminform"].form.fields["area"]

    assert list(field.queryset.values_list("code", flat=True)) == ["440111"]
    refused = client.post(f"{URL}add/", {"area": "440111113201", "approver": "clerk"})
    assert (refused.status_code, ApprovalRule.objects.count()) == (200, 0)


def test_set_change_and_lift(client):
    district = DistrictFactory()

    assert client.post(f"{URL}add/", {"area": district.pk, "approver": "clerk"}).status_code == 302
    rule = ApprovalRule.objects.get()
    client.post(f"{URL}{rule.pk}/change/", {"area": district.pk, "approver": "administrator"})
    rule.refresh_from_db()
    assert rule.approver == "administrator"
    client.post(f"{URL}{rule.pk}/delete/", {"post": "yes"})
    assert not ApprovalRule.objects.exists()


def test_one_rule_a_district(client):
    district = DistrictFactory()
    ApprovalRule.objects.create(area=district, approver="clerk")

    client.post(f"{URL}add/", {"area": district.pk, "approver": "administrator"})

    assert ApprovalRule.objects.get().approver == "clerk"
