import numpy as np
import pytest
import shapely

from parks.surveys import clipping, shapes
from parks.surveys.crs import Decision
from tests.parks.surveys.contexts import parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box

ROWS = np.array([2, 3])


def clip(stored, lot=None):
    """The lot of 40 × 40 m at EAST + 10, NORTH + 10 (row 2), cut to stored shapes; another lot (row 3) stays."""
    placed = shapes.prepare(
        np.array([lot or box(0), box(9)], dtype=object), Decision(4547, False, "", "", "", ())
    )
    known = parcels(*({"code": CODE.format(99 - n), "geometry": shape} for n, shape in enumerate(stored)))
    clipped, issues = clipping.clip(placed, np.array([0]), ROWS, known)
    assert clipped.lonlat[1] is placed.lonlat[1]
    assert clipped.metric[1] is placed.metric[1]
    return placed, clipped, issues


def strip(width, at=0.0, height=60.0):
    west = EAST + 10 + at
    return shapely.box(west, NORTH, west + width, NORTH + height)


def test_the_strip_goes_and_the_rest_stays():
    _, clipped, (issue,) = clip([strip(1)])

    assert clipped.area_m2[0] == pytest.approx(39 * 40, abs=0.01)
    assert clipped.metric[0].geom_type == clipped.lonlat[0].geom_type == "MultiPolygon"
    assert clipped.lonlat[0].is_valid
    assert (issue.row, issue.code, str(issue.severity)) == (2, "answer.clipped", "note")
    assert issue.zh == f"按您的选择，图形裁去了与库中宗地 {CODE.format(99)} 重叠的部分，共 40.0 m²（2.5%）"


@pytest.mark.parametrize(("width", "code"), [(3.99, "answer.clipped"), (4.01, "answer.not-clipped")])
def test_no_more_than_a_tenth_may_go(width, code):
    placed, clipped, (issue,) = clip([strip(width)])

    assert issue.code == code
    if code == "answer.not-clipped":
        assert clipped.lonlat[0] is placed.lonlat[0]
        assert clipped.area_m2[0] == pytest.approx(1_600, abs=0.01)
        assert "占图形 10.0%，超过 10%" in issue.zh


def test_several_stored_parcels_are_cut_off_together():
    _, clipped, (issue,) = clip([strip(1), strip(1, at=39)])

    assert clipped.area_m2[0] == pytest.approx(38 * 40, abs=0.01)
    assert f"{CODE.format(99)}、{CODE.format(98)}" in issue.zh


def test_a_shape_that_would_fall_in_two_stays_whole():
    _, clipped, (issue,) = clip([strip(2, at=20)])

    assert clipped.area_m2[0] == pytest.approx(1_600, abs=0.01)
    assert issue.zh == f"没有裁剪：裁去与库中宗地 {CODE.format(99)} 重叠的部分后图形不再是一整块"


def test_a_sliver_beyond_the_strip_goes_with_it():
    _, clipped, (issue,) = clip([strip(2, at=0.5)])

    assert shapely.get_num_geometries(clipped.lonlat[0]) == 1
    assert clipped.area_m2[0] == pytest.approx(37.5 * 40, abs=0.01)
    assert "共 100.0 m²（6.2%）" in issue.zh


def test_what_touches_only_is_no_overlap():
    _, clipped, (issue,) = clip([strip(5, at=45)])

    assert issue.code == "answer.not-clipped"
    assert clipped.area_m2[0] == pytest.approx(1_600, abs=0.01)
