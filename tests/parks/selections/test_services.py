import pytest
from rest_framework.exceptions import ValidationError

from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import DataRevision, Park
from parks.inventory.services import bump_revision
from parks.selections.errors import SelectionNotFoundError, UnknownFiltersError
from parks.selections.models import Selection
from parks.selections.services import canonical, create_selection, selection_for
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AppraisalFactory
from tests.factories.city import random_city

pytestmark = pytest.mark.django_db


def test_canonical_filters_have_one_form() -> None:
    assert canonical(
        {"far_max": "0.50", "district": ["440113", "440111", "440111"], "q": " 村 ", "town": ""}
    ) == {
        "district": "440111,440113",
        "far_max": "0.5",
        "q": "村",
    }
    assert canonical({"far_max": 0.5}) == canonical({"far_max": "0.500"})


@pytest.mark.parametrize(
    ("given", "canonical_box"),
    [
        ("113.2512345,23.1,113.4,23.28", "113.2512345,23.1,113.4,23.28"),
        ("113.25123451,23.10,113.4000,+23.28", "113.2512345,23.1,113.4,23.28"),
        (" 1e2 ,-0.0, 113.4,1", "100,0,113.4,1"),
    ],
)
def test_boxes_keep_a_centimeter_everywhere(given: str, canonical_box: str) -> None:
    assert canonical({"bbox": given}) == {"bbox": canonical_box}
    assert canonical({"bbox": canonical_box}) == {"bbox": canonical_box}


@pytest.mark.parametrize("value", [{"a": 1}, [["A"]], [{}], [None, {}]])
def test_filters_are_texts_numbers_or_lists_of_them(value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        canonical({"grade": value, "q": "村"})
    assert list(refusal.value.detail) == ["grade"]


@pytest.mark.parametrize("value", ["1e999999", "1e-999999", 1e300, "NaN", "Infinity"])
def test_bounds_have_a_number_of_digits(value: object) -> None:
    with pytest.raises(ValidationError):
        canonical({"far_min": value})


def test_unknown_and_wrong_filters_are_refused() -> None:
    with pytest.raises(UnknownFiltersError):
        canonical({"colour": "red"})
    with pytest.raises(ValidationError):
        canonical({"far_max": "much"})


def test_same_question_same_id() -> None:
    random_city()
    first = create_selection(UserFactory(scope=["4401"]), {"grade": "A,B", "far_max": 0.5})
    again = create_selection(UserFactory(scope=["4401"]), {"far_max": "0.50", "grade": ["B", "A"]})
    assert first.pk == again.pk
    assert Selection.objects.count() == 1


def test_other_question_data_or_scope_other_id() -> None:
    appraisal = random_city()
    user = UserFactory(scope=["4401"])
    made = [create_selection(user, {}), create_selection(user, {"grade": "A"})]
    made.append(create_selection(UserFactory(scope=["440111"]), {}))
    bump_revision()
    made.append(create_selection(user, {}))
    type(appraisal).objects.update(is_current=False)
    AppraisalFactory()
    made.append(create_selection(user, {}))
    DataRevision.objects.update(nonce="after a restore")
    made.append(create_selection(user, {}))
    Appraisal.objects.update(result_hash="of another run with the same number")
    made.append(create_selection(user, {}))
    assert len({each.pk for each in made}) == 7


def test_selection_holds_exactly_the_parks_in_order_of_rank() -> None:
    random_city()
    user = UserFactory(scope=["440111"])
    selection = create_selection(user, {"tenure": "collective"})
    expected = Park.objects.filter(code__startswith="440111", tenure="collective").extra(
        select={"place": "(SELECT rank FROM appraisals_parkresult r WHERE r.park_id = inventory_park.id)"}
    )
    ordered = sorted(expected, key=lambda park: (park.place is None, park.place or 0, park.code))
    assert selection.ids == [park.pk for park in ordered]
    assert selection.count == len(ordered) > 3
    assert selection.total == Park.objects.filter(code__startswith="440111").count()


@pytest.mark.parametrize(
    ("scope", "visible"),
    [(["440111"], True), (["4401"], True), (["440113"], False), (["440111001"], False), ([], False)],
)
def test_selection_is_visible_only_inside_the_scope(scope: list[str], visible: bool) -> None:
    selection = create_selection(UserFactory(scope=["440111"]), {})
    user = UserFactory(scope=scope)
    if visible:
        assert selection_for(user, selection.pk) == selection
    else:
        with pytest.raises(SelectionNotFoundError):
            selection_for(user, selection.pk)


@pytest.mark.parametrize("wrong", ["", "\0", "a" * 11, "A" * 12, "aaaaaaaaaaa1", "a" * 12 + "\n", "石" * 12])
def test_what_is_no_id_is_not_found(planner: User, wrong: str) -> None:
    with pytest.raises(SelectionNotFoundError):
        selection_for(planner, wrong)
