import pytest

from parks.surveys.checks import area_tolerance
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import box, frame


@pytest.mark.parametrize(
    ("declared", "differs"),
    [(1600, False), (1647.9, False), (1648.1, True), (1552.1, False), (1551.9, True), (None, False)],
)
def test_three_percent_of_1600(declared, differs):
    issues = found(area_tolerance.check, frame(1, **{"面积(㎡)": [declared]}))

    assert issues == ([(1, "area.declared-differs")] if differs else [])


@pytest.mark.parametrize(("declared", "differs"), [(104.9, False), (105.1, True)])
def test_five_square_metres_of_a_small_lot(declared, differs):
    table = frame(1, geometry=[box(side=10)], **{"面积(㎡)": [declared]})

    assert found(area_tolerance.check, table) == ([(1, "area.declared-differs")] if differs else [])


def test_the_unit_of_the_header_is_heeded():
    assert found(area_tolerance.check, frame(1, **{"面积(亩)": [2.4]})) == []
    issue = next(area_tolerance.check(context(frame(1, **{"面积(亩)": [2.7]}))))
    assert issue.zh == "申报面积 1,800.0 m² 与图形 1,600.0 m² 相差 12.5%（允许 3%）"


@pytest.mark.parametrize(("part", "exceeds"), [(1600, False), (1648.1, True)])
def test_the_part_with_procedures_is_no_larger_than_the_whole(part, exceeds):
    table = frame(1, **{"已完善手续用地面积(㎡)": [part]})

    assert found(area_tolerance.check, table) == ([(1, "procedure-area.exceeds")] if exceeds else [])
