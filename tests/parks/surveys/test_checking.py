"""The same file with what was answered: chosen fixes take effect, and are said."""

import pytest
import shapely

from parks.inventory.models import Parcel
from parks.surveys import checking
from parks.surveys.answers import Answers
from parks.surveys.readers import Limits
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db
NEIGHBOR = files.CODE.format(99)


def check(path, **answers):
    return checking.check(path, path.name, Answers(**answers), Limits(), ["4401"])


def fixes(report):
    return {(i.row, i.column, i.code): i.fix for i in report.issues if i.fix}


def said(report):
    return [(i.row, i.code) for i in report.issues]


def test_every_fix_of_a_cell_that_is_chosen_mends_it(park, tmp_path):
    table = files.frame(
        1,
        宗地代码=["44o111001001jc0000l"],
        权属性质=["集体士地"],
        用地手续=["末完善"],
        权利人=["＝石马\u200b村"],
        层数=["3.0层"],
        **{"合法建筑面积(㎡)": [900.0], "测量日期": ["2025-06-30"]},
    )
    path = files.geopackage(tmp_path / "a.gpkg", table)
    before = check(path)
    assert before.counts["rejected"] == 1

    chosen = {column: fix.value for (_, column, _), fix in fixes(before).items()}
    after = check(path, cells={1: chosen})

    assert chosen == {
        "宗地代码": "440111001001JC00001",
        "权属性质": "集体土地",
        "用地手续": "未完善",
        "权利人": "石马村",
        "层数": "3",
    }
    assert said(after) == [(1, "answer.cell")] * 5
    assert after.counts["new"] == 1
    assert after.values[["code", "tenure", "procedure", "owner_name", "storeys"]].iloc[0].tolist() == [
        "440111001001JC00001",
        "collective",
        "incomplete",
        "石马村",
        3.0,
    ]


def test_an_answer_to_a_row_that_is_left_out_is_not_missed(park, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(2))

    report = check(path, cells={2: {"权利人": "甲"}}, left_out=frozenset([2]))

    assert said(report) == []


@pytest.fixture
def overlapped(park, tmp_path):
    """A survey whose first lot overlaps a stored parcel by a strip of one meter, and whose second does not."""
    strip = shapely.box(files.EAST, files.NORTH, files.EAST + 11, files.NORTH + 60)
    ParcelFactory(code=NEIGHBOR, park=park, geometry=stored(strip))
    return files.geopackage(tmp_path / "a.gpkg", files.frame(2))


def test_a_clipped_row_no_longer_overlaps(overlapped):
    before = check(overlapped)
    assert [(key, fix.action) for key, fix in fixes(before).items()] == [
        ((1, "", "overlap.existing"), "clip")
    ]

    after = check(overlapped, clipped=frozenset([1]))

    assert said(after) == [(1, "answer.clipped")]
    assert after.counts["new"] == 2
    assert list(after.shapes.area_m2.round(1)) == [1_560.0, 1_600.0]
    stored_now = Parcel.objects.get(code=NEIGHBOR).geometry
    assert (
        shapely.area(shapely.intersection(after.shapes.lonlat[0], shapely.from_wkb(bytes(stored_now.wkb))))
        == 0
    )


def test_clipping_tells_and_takes_nothing_of_a_parcel_out_of_scope(overlapped):
    report = checking.check(
        overlapped, overlapped.name, Answers(clipped=frozenset([1])), Limits(), ["440113"]
    )

    assert (1, "answer.not-clipped") in said(report)
    assert NEIGHBOR not in str(report.issues)
    assert report.shapes.area_m2[0] == pytest.approx(1_600, abs=0.1)
