"""Which uploads a list shows: one's own, and those that one may approve."""

import pytest

from parks.surveys.models import Status, SurveyUpload
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/surveys/"


@pytest.fixture
def asked(db):
    """An upload that a clerk handed in, to be approved by whom is named."""

    def asked(user, needed: str) -> SurveyUpload:
        return SurveyUpload.objects.create(
            user=user, scope=["440111"], file_name="a.gpkg", sha256="0" * 64, bytes=1, status=Status.AWAITING,
            approval={"needed": needed, "requested_by": user.username, "requested_by_id": user.pk},
        )  # fmt: skip

    return asked


def listed(client, query: str) -> list[int]:
    return [upload["id"] for upload in client.get(URL + query).json()["results"]]


def test_mine_and_those_that_wait_for_me(clerk, asked, client_of):
    colleague = UserFactory(role="clerk", scope=["440111"])
    mine, by_clerk, by_administrator = (
        asked(clerk, "clerk").pk, asked(colleague, "clerk").pk, asked(colleague, "administrator").pk
    )  # fmt: skip

    assert listed(client_of("clerk"), "?show=mine") == [mine]
    assert listed(client_of("clerk"), "?show=waiting") == [by_clerk]
    assert listed(client_of("administrator"), "?show=waiting") == [by_administrator, by_clerk, mine]
    assert listed(client_of("clerk"), "?status=checked") == []


def test_those_that_came_back_of_an_upload(clerk, asked, client_of):
    origin = asked(clerk, "clerk")
    returned = asked(clerk, "clerk")
    SurveyUpload.objects.filter(pk=returned.pk).update(origin=origin)

    assert listed(client_of("clerk"), f"?origin={origin.pk}") == [returned.pk]


def test_an_unknown_choice_is_a_problem(client_of):
    answer = client_of("clerk").get(f"{URL}?show=everything")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
