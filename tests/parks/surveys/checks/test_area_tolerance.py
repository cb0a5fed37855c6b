import pytest

from parks.surveys.checks import area_tolerance
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, box, frame


@pytest.mark.parametrize(
    ("declared", "differs"),
    [(1600, False), (1650, False), (1650.01, True), (1550, False), (1549.99, True), (None, False)],
)
def test_50_square_meters_of_1600(declared, differs):
    issues = found(area_tolerance.check, frame(1, **{"面积(㎡)": [declared]}))

    assert issues == ([(1, "area.declared-differs")] if differs else [])


@pytest.mark.parametrize(("declared", "differs"), [(69, False), (69.01, True), (59, False), (58.99, True)])
def test_five_square_meters_of_a_small_lot(declared, differs):
    """5 % of 64 m² would be 3.2 m²."""
    table = frame(1, geometry=[box(side=8)], **{"面积(㎡)": [declared]})

    assert found(area_tolerance.check, table) == ([(1, "area.declared-differs")] if differs else [])


def test_the_unit_of_the_header_is_heeded():
    assert found(area_tolerance.check, frame(1, **{"面积(亩)": [2.4]})) == []
    issue = next(area_tolerance.check(context(frame(1, **{"面积(亩)": [2.7]}))))
    assert issue.zh == "申报面积 1,800.0 m² 与图形 1,600.0 m² 相差 12.5%（允许 50.0 m²，即 3.1%）"


@pytest.mark.parametrize(("part", "exceeds"), [(1600, False), (1650, False), (1650.01, True)])
def test_the_part_with_procedures_is_no_larger_than_the_whole(part, exceeds):
    table = frame(1, **{"已完善手续用地面积(㎡)": [part]})

    assert found(area_tolerance.check, table) == ([(1, "procedure-area.exceeds")] if exceeds else [])


@pytest.mark.parametrize(
    ("side", "declared", "differs"),
    [
        (31, 961 + 48.04, False), (31, 961 + 48.06, True),  # 5 %
        (100, 10_000 + 299.99, False), (100, 10_000 + 300.01, True),  # 3 %
        (300, 90_000 + 1_799.99, False), (300, 90_000 + 1_800.01, True),  # 2 %
        (500, 250_000 + 2_499.99, False), (500, 250_000 + 2_500.01, True),  # 1 %
    ],
)  # fmt: skip
def test_the_larger_the_parcel_the_smaller_the_share(side, declared, differs):
    table = frame(1, geometry=[box(side=side)], **{"面积(㎡)": [declared]})

    assert found(area_tolerance.check, table) == ([(1, "area.declared-differs")] if differs else [])


@pytest.mark.parametrize(
    ("declared", "issue"),
    [
        (2.4, "area.unit-suspect"),  # 亩
        (0.16, "area.unit-suspect"),  # 公顷 or 万平方米
        (1600 * 666.7, "area.unit-suspect"),
        # a fifth from a factor of 666.7: from 2 to 3
        (2.001, "area.unit-suspect"),
        (1.999, "area.declared-differs"),
        (2.999, "area.unit-suspect"),
        (3.001, "area.declared-differs"),
    ],
)
def test_one_row_in_another_unit_is_told_from_a_wrong_area(declared, issue):
    table = frame(5, **{"面积(㎡)": [1600, 1600, declared, 1600, 1600]})

    assert found(area_tolerance.check, table) == [(3, issue)]


@pytest.mark.parametrize("header", ["面积(㎡)", "已完善手续用地面积(㎡)"])
def test_a_negative_area_is_said_elsewhere(header):
    assert found(area_tolerance.check, frame(1, **{header: [-5000.0]})) == []


@pytest.mark.parametrize(("area", "differs"), [(1650, False), (1650.01, True)])
def test_a_row_that_keeps_the_stored_shape_is_held_against_it(area, differs):
    stored = parcels({"code": CODE.format(1), "geometry": box()})
    table = frame(1, geometry=[None], **{"面积(㎡)": [area], "已完善手续用地面积(㎡)": [area]})

    assert found(area_tolerance.check, table, known_parcels=stored) == (
        [(1, "area.declared-differs"), (1, "procedure-area.exceeds")] if differs else []
    )
