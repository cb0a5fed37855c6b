import re

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
        (0.0249, False),
        (0.0251, True),
        (0.5, True),
        (0.999, True),
        (1.001, False),
    ],  # 40 m × 0.025 = 1 m²
)
def test_a_gap_within_the_file(gap, hit):
    table = frame(2, geometry=[box(0), beside(gap)])

    assert found(gaps.check, table) == ([(2, "gap.within-file")] if hit else [])


def test_its_size_is_told():
    issue = next(gaps.check(context(frame(2, geometry=[box(0), beside(0.5)]))))

    assert issue.zh == "与同一文件第 1 行之间有缝隙，约 20.0 m²、最窄 0.50 m"
    assert str(issue.severity) == "note"


@pytest.mark.parametrize(("gap", "hit"), [(0.0249, False), (0.0251, True), (0.999, True), (1.001, False)])
def test_a_gap_towards_a_stored_parcel(gap, hit):
    stored = parcels({"code": CODE.format(99), "geometry": beside(gap)})

    assert found(gaps.check, frame(1), known_parcels=stored) == ([(1, "gap.existing")] if hit else [])


@pytest.mark.parametrize(("gap", "hit"), [(0.0009, False), (0.0011, True)])
def test_shapes_a_millimeter_apart_touch(gap, hit):
    """Over 3 km that would be 2.7 m²."""
    two = [shapely.box(EAST + 40 * n + gap * n, NORTH, EAST + 40 * n + 40, NORTH + 3_000) for n in range(2)]
    park = {"id": 2, "code": OTHER_PARK_CODE, "area_code": "440111113201", "geometry": box(side=5_000)}
    table = frame(2, geometry=two, 园区编号=[OTHER_PARK_CODE] * 2)

    assert found(gaps.check, table, known_parks=parks(park)) == ([(2, "gap.within-file")] if hit else [])


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_only_the_narrow_part_of_a_wedge_counts(order):
    """A wedge of 0.2 m to 4.2 m over 40 m is up to 1 m wide for 8 m: 8 × (0.2 + 1) ÷ 2."""
    west = EAST + 50
    slanted = shapely.Polygon(
        [(west + 0.2, NORTH + 10), (west + 40, NORTH + 10), (west + 40, NORTH + 50), (west + 4.2, NORTH + 50)]
    )

    issue = next(gaps.check(context(frame(2, geometry=[box(0), slanted][order]))))

    area = float(re.search(r"约 ([\d.]+) m²", issue.zh)[1])
    assert area == pytest.approx(4.8, rel=0.1)


def test_land_of_no_park_is_not_searched():
    outside = [shapely.affinity.translate(shape, -500, 0) for shape in (box(0), beside(0.5))]

    assert found(gaps.check, frame(2, geometry=outside)) == []


def test_rows_without_a_shape_are_left_out():
    assert found(gaps.check, frame(2, geometry=[None, None])) == []


def test_a_twin_has_no_gap_of_its_own():
    rows = [box(0), beside(0.5), beside(0.5)]

    assert found(gaps.check, frame(3, geometry=rows)) == [(2, "gap.within-file")]


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
    for pair in ([comb, beside(0.5)], [beside(0.5), comb]):
        issue = next(gaps.check(context(frame(2, geometry=pair))))
        assert "约 20.0 m²" in issue.zh


def test_what_is_too_much_to_measure_says_so(monkeypatch):
    monkeypatch.setattr(gaps, "PAIRS_MEASURED", 1)
    row = [shapely.box(EAST + 10 + 40.5 * n, NORTH, EAST + 50 + 40.5 * n, NORTH + 40) for n in range(3)]

    assert found(gaps.check, frame(3, geometry=row)) == [(2, "gap.within-file"), (None, "gap.more")]
    assert found(gaps.check, frame(2, geometry=row[:2])) == [(2, "gap.within-file")]


@pytest.mark.parametrize(
    "other",
    [
        shapely.box(EAST - 30, NORTH + 10, EAST + 10, NORTH + 50),  # touches
        shapely.Polygon([(EAST + 8, NORTH + 10), (EAST + 9.5, NORTH + 49), (EAST - 30, NORTH + 49)]),  # 0.5 m
    ],
)
def test_what_touches_is_not_counted_as_measured(monkeypatch, other):
    monkeypatch.setattr(gaps, "PAIRS_MEASURED", 1)
    inside = {
        "known_parks": parks().assign(geometry=[shapely.box(EAST - 50, NORTH, EAST + 1_000, NORTH + 90)])
    }
    codes = [code for _, code in found(gaps.check, frame(3, geometry=[other, box(0), beside(0.5)]), **inside)]

    assert codes == ["gap.within-file"] + (["gap.more"] if other.distance(box(0)) > 0 else [])


def test_what_is_near_by_its_bounds_alone_is_not_counted_as_measured(monkeypatch):
    """The bounds of two triangles overlap, and they are 1.1 m apart."""
    monkeypatch.setattr(gaps, "PAIRS_MEASURED", 1)
    x, y, off = EAST + 200, NORTH + 200, 1.1 * 2**0.5
    triangles = [
        shapely.Polygon([(x, y), (x + 40, y), (x, y + 40)]),
        shapely.Polygon([(x + 40 + off, y), (x + 40 + off, y + 40), (x + off, y + 40)]),
    ]

    assert found(gaps.check, frame(4, geometry=[*triangles, box(0), beside(0.5)])) == [(4, "gap.within-file")]


def test_what_is_too_much_to_compare_says_so(monkeypatch):
    table = frame(2, geometry=[box(0), beside(0.5)])

    monkeypatch.setattr(gaps, "PAIRS_COMPARED", 1)
    assert found(gaps.check, table) == [(2, "gap.within-file")]
    monkeypatch.setattr(gaps, "PAIRS_COMPARED", 0)
    assert found(gaps.check, table) == [(None, "gap.not-searched")]
