import pytest
import shapely

from parks.surveys.checks import gaps
from tests.parks.surveys.contexts import OTHER_PARK_CODE, context, found, parcels, parks
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame


def beside(gap, width=40.0):
    """A lot of 40 m north to south, `gap` east of the first one."""
    west = EAST + 50 + gap
    return shapely.box(west, NORTH + 10, west + width, NORTH + 50)


@pytest.mark.parametrize(
    ("gap", "hit"),
    [
        (0, False),
        (0.02, False),
        (0.03, True),
        (0.5, True),
        (0.99, True),
        (1.01, False),
    ],  # 40 m × 0.025 = 1 m²
)
def test_a_gap_within_the_file(gap, hit):
    table = frame(2, geometry=[box(0), beside(gap)])

    assert found(gaps.check, table) == ([(2, "gap.within-file")] if hit else [])


def test_its_size_is_told():
    issue = next(gaps.check(context(frame(2, geometry=[box(0), beside(0.5)]))))

    assert issue.zh == "与同一文件第 1 行之间有缝隙，约 20.0 m²、最窄 0.50 m"
    assert str(issue.severity) == "note"


@pytest.mark.parametrize(("gap", "hit"), [(0.02, False), (0.03, True), (0.99, True), (1.01, False)])
def test_a_gap_towards_a_stored_parcel(gap, hit):
    stored = parcels({"code": CODE.format(99), "geometry": beside(gap)})

    assert found(gaps.check, frame(1), known_parcels=stored) == ([(1, "gap.existing")] if hit else [])


def test_nothing_is_told_of_a_parcel_out_of_scope():
    stored = parcels({"code": CODE.format(99), "geometry": beside(0.5), "area_code": "440113100200"})

    assert found(gaps.check, frame(1), known_parcels=stored) == []


def test_land_of_two_parks_is_no_gap():
    other = {"id": 2, "code": OTHER_PARK_CODE, "area_code": "440111113201", "geometry": beside(0.5)}
    stored = parcels({"code": CODE.format(99), "geometry": beside(0.5), "park_id": 2})

    assert found(gaps.check, frame(1), known_parks=parks(other), known_parcels=stored) == []


def test_what_a_third_parcel_fills_is_no_gap():
    assert found(gaps.check, frame(3, geometry=[box(0), beside(0.9), beside(0, width=0.9)])) == []


def test_corners_that_nearly_meet_are_no_gap():
    corner = shapely.box(EAST + 50.5, NORTH + 50.5, EAST + 90, NORTH + 90)

    assert found(gaps.check, frame(2, geometry=[box(0), corner])) == []


def test_a_narrow_court_of_one_parcel_is_no_gap_between_two():
    comb = shapely.difference(box(0), shapely.box(EAST + 20, NORTH + 20, EAST + 20.5, NORTH + 50))

    assert found(gaps.check, frame(2, geometry=[comb, beside(0)])) == []


def test_what_is_too_much_to_measure_says_so(monkeypatch):
    monkeypatch.setattr(gaps, "PAIRS_MEASURED", 1)
    row = [shapely.box(EAST + 10 + 40.5 * n, NORTH, EAST + 50 + 40.5 * n, NORTH + 40) for n in range(3)]

    assert found(gaps.check, frame(3, geometry=row)) == [(2, "gap.within-file"), (None, "gap.more")]


def test_what_is_too_much_to_compare_says_so(monkeypatch):
    monkeypatch.setattr(gaps, "PAIRS_COMPARED", 0)

    assert found(gaps.check, frame(2, geometry=[box(0), beside(0.5)])) == [(None, "gap.not-searched")]
