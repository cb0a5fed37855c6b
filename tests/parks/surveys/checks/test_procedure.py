import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from parks.inventory.services import PROCEDURE_COMPLETE_FROM
from parks.surveys.checks import procedure
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame

AREA = "已完善手续用地面积(㎡)"


def stored(status, part, **more):
    return parcels(
        {"code": CODE.format(1), "geometry": box(), "procedure": status, "procedure_area_m2": part, **more}
    )


@pytest.mark.parametrize(
    ("status", "part", "contradicts"),
    [
        ("已完善", 1600, False), ("已完善", 1519.5, False), ("已完善", 1519.49, True), ("已完善", 0, True), ("已完善", None, False),
        ("部分", 0.51, False), ("部分", 1599.49, False), ("部分", 1599.5, True), ("部分", 1600, True), ("部分", 0.5, True), ("部分", 0, True), ("部分", None, False),
        ("未完善", 0, False), ("未完善", 0.5, False), ("未完善", 0.51, True), ("未完善", 1600, True), ("未完善", None, False),
    ],
)  # fmt: skip
def test_status_and_area_of_a_row_agree(status, part, contradicts):
    """A lot of 1,600 m²."""
    table = frame(1, 用地手续=[status], **{AREA: [part]})

    assert found(procedure.check, table) == ([(1, "procedure.contradiction")] if contradicts else [])


def test_the_sentence_names_both_and_the_rule():
    (issue,) = procedure.check(context(frame(1, 用地手续=["已完善"], **{AREA: [800]})))

    assert (str(issue.severity), issue.column, issue.value) == ("must_fix", AREA, "800.00 m²")
    assert issue.zh.startswith("用地手续为“已完善”，而已完善手续面积 800.0 m²、图形 1,600.0 m²")


def test_an_area_alone_is_held_against_the_stored_status():
    table = frame(1, 用地手续=[None], **{AREA: [800]})

    assert found(procedure.check, table, known_parcels=stored("incomplete", 0.0)) == [
        (1, "procedure.contradiction")
    ]
    assert found(procedure.check, table, known_parcels=stored("partial", 700.0)) == []


@pytest.mark.parametrize(
    ("status", "before", "part", "withdrawn"),
    [
        ("已完善", "partial", 800, True), ("已完善", "incomplete", 0, True), ("已完善", "partial", 1590, False),
        ("未完善", "complete", 1600, True), ("部分", "complete", 1600, True), ("部分", "incomplete", 0, True),
        ("已完善", "complete", 800, False), (None, "complete", 800, False), ("已完善", "partial", np.nan, False),
    ],
)  # fmt: skip
def test_a_new_status_withdraws_the_stored_area_that_it_contradicts(status, before, part, withdrawn):
    looked = context(frame(1, 用地手续=[status]), known_parcels=stored(before, part))

    assert list(procedure.withdrawn_area(looked)) == [withdrawn]
    assert list(procedure.check(looked)) == []


def test_an_area_given_is_kept():
    table = frame(1, 用地手续=["部分"], **{AREA: [500]})

    assert not procedure.withdrawn_area(context(table, known_parcels=stored("complete", 1600.0))).any()


def test_a_parcel_that_outgrows_its_papers_needs_a_reason():
    smaller = stored("complete", 400.0, geometry=box(side=20))

    assert found(procedure.check, frame(1, 用地手续=[None]), known_parcels=smaller) == [
        (1, "procedure-area.outgrown")
    ]
    assert found(procedure.check, frame(1, 用地手续=["已完善"]), known_parcels=smaller) == [
        (1, "procedure-area.outgrown")
    ]
    assert found(procedure.check, frame(1, 用地手续=["部分"]), known_parcels=smaller) == []


@pytest.mark.parametrize(
    ("status", "part", "outgrown"),
    [
        ("complete", 1519.5, False), ("complete", 1519.49, True),
        ("partial", 0.51, False), ("partial", 0.5, True), ("partial", 1599.49, False), ("partial", 1599.5, True),
        ("incomplete", 0.5, False), ("incomplete", 0.51, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("side", [20, 40])
def test_a_new_shape_is_held_against_the_stored_area(status, part, outgrown, side):
    """Of 1,600 m²; a shape that stays as it is asks for nothing."""
    known = stored(status, part, geometry=box(side=side))

    assert found(procedure.check, frame(1, 用地手续=[None]), known_parcels=known) == (
        [(1, "procedure-area.outgrown")] if outgrown and side == 20 else []
    )


@pytest.mark.parametrize(("part", "issues"), [(1519.5, []), (1519.49, [(1, "procedure.contradiction")])])
def test_an_area_is_held_against_the_stored_shape_that_a_row_keeps(part, issues):
    table = frame(1, geometry=[None], 用地手续=["已完善"], **{AREA: [part]})

    assert found(procedure.check, table, known_parcels=stored("partial", 700.0)) == issues


def test_nothing_follows_from_a_shape_that_cannot_be_used():
    bow_tie = shapely.Polygon(
        [(EAST, NORTH), (EAST + 40, NORTH + 40), (EAST + 40, NORTH), (EAST, NORTH + 40)]
    )
    table = frame(2, geometry=[bow_tie, None], 用地手续=["已完善"] * 2, **{AREA: [1.0, 1.0]})
    silent = frame(1, geometry=[bow_tie], 用地手续=[None])

    assert found(procedure.check, table) == []
    assert found(procedure.check, silent, known_parcels=stored("complete", 1.0)) == []


def test_parks_and_parcels_are_complete_from_the_same_share():
    assert procedure.COMPLETE_FROM == PROCEDURE_COMPLETE_FROM


@given(share=st.floats(0, 1.02), measured=st.floats(50, 1e6))
def test_every_share_has_a_status_that_it_does_not_contradict(share, measured):
    statuses = np.array(["complete", "partial", "incomplete"], dtype=object)
    parts, shapes = np.full(3, share * measured), np.full(3, measured)

    assert not procedure.contradicts(statuses, parts, shapes).all()
