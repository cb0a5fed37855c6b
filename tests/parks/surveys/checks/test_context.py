import shapely

from parks.surveys import checks
from tests.parks.surveys.contexts import OTHER_PARK_CODE, context, parcels, parks
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame


def bow_tie(n):
    x, y = EAST + 10 + 5 * n, NORTH + 10
    return shapely.Polygon([(x, y), (x + 40, y + 40), (x + 40, y), (x, y + 40)])


def test_nothing_follows_from_a_broken_shape():
    """60 rows that overlap each other and a stored parcel, of the wrong size, park and district: one issue each."""
    broken = [bow_tie(n) for n in range(20)]
    stored = parcels({"code": CODE.format(99), "geometry": box(0)})
    elsewhere = parks(
        {"id": 2, "code": OTHER_PARK_CODE, "area_code": "440111113201", "geometry": box(900, side=9)}
    )
    table = frame(
        60,
        geometry=[*broken, *[None] * 20, *[shapely.Point(EAST, NORTH)] * 20],
        园区编号=[OTHER_PARK_CODE] * 60,
        用地手续=["部分"] * 60,
        层数=[1] * 60,
        容积率=[2.0] * 60,
        **{
            "面积(㎡)": [7.5 + n for n in range(60)],
            "已完善手续用地面积(㎡)": [900.0] * 60,
            "建筑面积(㎡)": [9e4] * 60,
            "合法建筑面积(㎡)": [9e4] * 60,
        },
    )

    issues = checks.run(context(table, known_parks=elsewhere, known_parcels=stored))

    of_rows = [(issue.row, issue.code) for issue in issues if issue.row and issue.code != "gfa.undated"]
    assert [row for row, _ in of_rows] == list(range(21, 61)) + list(range(1, 21))
    assert {code for _, code in of_rows} == {"geometry.broken", "geometry.missing", "geometry.not-polygon"}
