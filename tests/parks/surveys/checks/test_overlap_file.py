import pytest
import shapely

from parks.surveys.checks import duplicates, overlap_file, overlaps
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import EAST, NORTH, box, frame


def pair(overlap_m: float, *, length: float = 100, wide: float = 100) -> list[shapely.Polygon]:
    """A lot of 100 m × 10 m and one of that length (and as wide as given) that share a strip of this width."""
    return [
        shapely.box(EAST, NORTH, EAST + wide, NORTH + 10),
        shapely.box(EAST + wide - overlap_m, NORTH, EAST + wide - overlap_m + length, NORTH + 10),
    ]


@pytest.mark.parametrize(
    ("width", "issues"),
    [
        (-1, []),
        (0, []),
        (0.0999, []),
        (0.1001, [(2, "overlap.within-file")]),
        (5, [(2, "overlap.within-file")]),
    ],
)
def test_more_than_a_square_meter_counts_between_small_lots(width, issues):
    """A thousandth of 500 m² would be half of it."""
    assert found(overlap_file.check, frame(2, geometry=pair(width, length=50, wide=50))) == issues


@pytest.mark.parametrize(("width", "issues"), [(0.1999, []), (0.2001, [(2, "overlap.within-file")])])
@pytest.mark.parametrize(("length", "wide"), [(200, 400), (400, 200)])
def test_more_than_a_thousandth_of_the_smaller_counts_between_large_lots(width, issues, length, wide):
    """Of 2,000 m², that is 2 m² or 20 cm."""
    lots = pair(width, length=length, wide=wide)

    assert found(overlap_file.check, frame(2, geometry=lots)) == issues


def test_the_sentence_gives_the_other_row_the_area_and_the_share():
    issue = next(overlap_file.check(context(frame(2, geometry=pair(5)))))

    assert issue.zh == "与同一文件第 1 行重叠 50 m²（5.0%）"


def test_a_lot_inside_another_counts():
    rows = [box(0, side=40), box(0, side=10, east=20, north=20)]

    assert found(overlap_file.check, frame(2, geometry=rows)) == [(2, "overlap.within-file")]


def test_a_twin_is_said_as_such_and_not_compared_again():
    rows = [box(0, side=40), box(0, side=10, east=20, north=20), box(0, side=40)]

    assert found(overlap_file.check, frame(3, geometry=rows)) == [(2, "overlap.within-file")]
    assert found(duplicates.check, frame(3, geometry=rows)) == [(3, "duplicate.shape")]


def test_what_is_too_much_to_list_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(overlaps, "LISTED", 3)
    monkeypatch.setattr(overlaps, "PAIRS_AT_ONCE", 5)
    many, few = ([box(0, side=40 - n / 10) for n in range(rows)] for rows in (4, 3))

    listed = found(overlap_file.check, frame(4, geometry=many))
    assert [code for _, code in listed] == ["overlap.within-file"] * 3 + ["overlap.more"]
    assert [code for _, code in found(overlap_file.check, frame(3, geometry=few))] == [
        "overlap.within-file"
    ] * 3


def test_rows_without_a_shape_are_left_out():
    bow_tie = shapely.Polygon(
        [(EAST, NORTH), (EAST + 40, NORTH + 40), (EAST + 40, NORTH), (EAST, NORTH + 40)]
    )

    assert found(overlap_file.check, frame(3, geometry=[box(), None, bow_tie])) == []
