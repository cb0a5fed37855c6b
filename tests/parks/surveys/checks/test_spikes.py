import pytest
import shapely

from parks.surveys.checks import spikes
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import EAST, NORTH, box, frame


def spiked(half, length, *, start=0, wide=40.0):
    """A lot of 40 m with a spike `length` long and 2 × `half` wide at its foot: 2 atan(half ÷ length) at its tip. It is
    drawn from its `start`-th point on, and may be less wide than long."""
    middle = wide / 2
    points = [
        (0, 0),
        (wide, 0),
        (wide, 40),
        (middle + half, 40),
        (middle, 40 + length),
        (middle - half, 40),
        (0, 40),
    ]
    points = points[start:] + points[:start]
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in points])


def holed(half, length):
    """A lot with a court of 10 m from which a spike runs into it."""
    points = [(15, 15), (25, 15), (25, 25), (20 + half, 25), (20, 25 + length), (20 - half, 25), (15, 25)]
    return shapely.Polygon(box(0).exterior, [[(EAST + x, NORTH + y) for x, y in points]])


@pytest.mark.parametrize(
    ("shape", "hit"),
    [
        (spiked(0.0873, 10), False),  # 1.0003°
        (spiked(0.0872, 10), True),  # 0.9992°
        (spiked(0.008, 0.999), False),  # 0.92°, but shorter than a meter
        (spiked(0.008, 1.001), True),
        # wherever the ring begins
        *((spiked(0.0872, 10, start=start), True) for start in range(7)),
        *((spiked(0.0873, 10, start=start), False) for start in range(7)),
        (holed(0.0436, 5), True),  # 0.9992°
        (holed(0.0437, 5), False),  # 1.0015°
        (shapely.MultiPolygon([box(1), spiked(0.05, 10)]), True),
        (shapely.MultiPolygon([spiked(0.05, 10), box(1)]), True),
        (spiked(0.0005, 40, wide=1.05), False),  # mean width 0.68 m: a sliver, said elsewhere
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


@pytest.mark.parametrize(("wide", "hit"), [(1.0506, False), (1.0516, True)])
def test_a_sliver_is_pointed_by_itself(wide, hit):
    """A lot of 40 m with a spike of 1 m: 40 w + 0.008 m² and 80 + 2 w + 2 m around have a mean width of 1 m at
    w = 81.984 ÷ 78 = 1.0511."""
    assert found(spikes.check, frame(1, geometry=[spiked(0.008, 1.001, wide=wide)])) == (
        [(1, "shape.spike")] if hit else []
    )


def test_the_longest_of_several_is_shown():
    x, y = EAST + 10, NORTH + 10
    points = [
        (0, 0),
        (40, 0),
        (40, 40),
        (30.05, 40),
        (30, 48),
        (29.95, 40),
        (10.05, 40),
        (10, 50),
        (9.95, 40),
        (0, 40),
    ]
    both = shapely.Polygon([(x + east, y + north) for east, north in points])
    other = shapely.affinity.translate(both, 100, 0)

    issues = list(spikes.check(context(frame(3, geometry=[both, box(1), other]))))

    assert [issue.row for issue in issues] == [1, 3]
    assert issues[0].zh == (
        "图形有尖刺：界址点（东 430,020.00，北 2,580,060.00）处的夹角只有 0.57°，尖刺长 10.0 m，共 2 处"
    )


@pytest.mark.parametrize(("short", "hit"), [(0.999, False), (1.001, True)])
def test_the_shorter_side_of_a_spike_counts(short, hit):
    """One side runs 10 m out, the other back over less."""
    points = [(0, 0), (0, 40), (30, 40), (30, 50), (30.015, 50 - short), (40, 39), (40, 0)]
    shape = shapely.Polygon([(EAST + x, NORTH + y) for x, y in points])

    assert shape.is_valid
    assert found(spikes.check, frame(1, geometry=[shape])) == ([(1, "shape.spike")] if hit else [])


def test_every_vertex_has_its_angle_in_rings_and_parts():
    hole = shapely.Polygon(box(0).exterior, [box(side=10, east=15, north=15).exterior])

    xy, owner, angle, arm = spikes.corners(frame(2, geometry=[hole, box(1)]).geometry.to_numpy())

    assert (len(xy), list(owner)) == (12, [0] * 8 + [1] * 4)
    assert angle == pytest.approx([90] * 12)
    assert sorted(arm) == [10] * 4 + [40] * 8
