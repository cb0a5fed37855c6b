import pytest
import shapely

from parks.surveys.checks import spikes
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import EAST, NORTH, box, frame


def spiked(half, length):
    """A lot of 40 m with a spike `length` long and 2 × `half` wide at its foot: 2 atan(half ÷ length) at its tip."""
    points = [(0, 0), (40, 0), (40, 40), (20 + half, 40), (20, 40 + length), (20 - half, 40), (0, 40)]
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in points])


@pytest.mark.parametrize(
    ("shape", "hit"),
    [
        (spiked(0.0880, 10), False),  # 1.008°
        (spiked(0.0870, 10), True),  # 0.997°
        (spiked(0.008, 0.99), False),  # 0.93°, but shorter than a meter
        (spiked(0.008, 1.01), True),  # 0.91°
        (box(), False),
        (shapely.Polygon(box().exterior, [box(side=10, east=15, north=15).exterior]), False),
        (shapely.box(EAST, NORTH, EAST + 0.3, NORTH + 90), False),  # a sliver, said elsewhere
        (None, False),
    ],
)
def test_shapes(shape, hit):
    assert found(spikes.check, frame(1, geometry=[shape])) == ([(1, "shape.spike")] if hit else [])


def test_the_spike_is_shown_where_it_is():
    issue = next(spikes.check(context(frame(2, geometry=[box(0), spiked(0.05, 10)]))))

    assert issue.row == 2
    assert issue.zh == (
        "图形有尖刺：界址点（东 430,020.00，北 2,580,050.00）处的夹角只有 0.57°，尖刺长 10.0 m，共 1 处"
    )


def test_every_vertex_has_its_angle_in_rings_and_parts():
    hole = shapely.Polygon(box(0).exterior, [box(side=10, east=15, north=15).exterior])

    xy, owner, angle, arm = spikes.corners(frame(2, geometry=[hole, box(1)]).geometry.to_numpy())

    assert (len(xy), list(owner)) == (12, [0] * 8 + [1] * 4)
    assert angle == pytest.approx([90] * 12)
    assert sorted(arm) == [10] * 4 + [40] * 8
