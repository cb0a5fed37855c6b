"""Units: the header first, the shapes as witness, never a silent change."""

import numpy as np
import pandas as pd
import pytest

from parks.surveys import areas, columns, values

MEASURED = np.array([1_600.0, 3_200.0, 800.0])


def read(header, numbers, measured=MEASURED):
    table = pd.DataFrame({header: numbers}, index=pd.RangeIndex(1, len(numbers) + 1))
    parsed = values.parse(table, columns.used(columns.match([header])[0]))
    units = areas.to_m2(parsed, measured)
    return parsed, units


@pytest.mark.parametrize(
    ("header", "factor", "unit"),
    [
        ("面积(亩)", 10_000 / 15, "mu"),
        ("面积（公顷）", 10_000, "ha"),
        ("面积（㎡）", 1, "m2"),
        ("面积", 1, "m2"),
    ],
)
def test_agreeing_units(header, factor, unit):
    parsed, units = read(header, list(MEASURED / factor))

    assert parsed.frame["declared_area_m2"].to_numpy() == pytest.approx(MEASURED)
    assert (units["declared_area_m2"], parsed.issues) == (unit, [])


@pytest.mark.parametrize(
    ("factor", "unit", "name"), [(10_000 / 15, "mu", "亩"), (10_000, "wan_m2", "万平方米")]
)
def test_without_a_unit_the_shapes_tell_and_the_clerk_confirms(factor, unit, name):
    parsed, units = read("面积", list(MEASURED / factor))

    assert units["declared_area_m2"] == unit
    assert [(i.code, str(i.severity)) for i in parsed.issues] == [("unit.assumed", "needs_reason")]
    assert f"“{name}”" in parsed.issues[0].zh


def test_without_a_unit_and_without_agreement_nothing_is_read():
    parsed, units = read("面积", [1.0, 1.0, 1.0])

    assert (units, parsed.frame["declared_area_m2"].isna().all()) == ({}, True)
    assert [(i.code, str(i.severity)) for i in parsed.issues] == [("unit.unknown", "must_fix")]


def test_a_header_that_the_shapes_contradict_is_never_followed_nor_corrected():
    parsed, units = read("面积(亩)", list(MEASURED))

    assert (units, parsed.frame["declared_area_m2"].isna().all()) == ({}, True)
    assert [i.code for i in parsed.issues] == ["unit.contradiction"]
    assert parsed.issues[0].zh.startswith("表头写“亩”，但数值与图形面积相比像是“平方米”（第 1 行：1600")


@pytest.mark.parametrize(("ratio", "agrees"), [(1.19, True), (1.21, False)])
def test_agreement_is_within_a_fifth(ratio, agrees):
    _, units = read("面积", list(MEASURED / ratio))

    assert (units == {"declared_area_m2": "m2"}) is agrees


def test_one_odd_row_does_not_change_the_unit():
    parsed, units = read("面积(㎡)", [1_600.0, 3_200.0, 1.2])

    assert (units["declared_area_m2"], parsed.issues) == ("m2", [])


def test_other_areas_without_a_unit_are_square_metres_and_say_so():
    parsed, units = read("合法建筑面积", [100.0, 200.0, 300.0])

    assert (units["gfa_legal_m2"], [i.code for i in parsed.issues]) == ("m2", ["unit.taken-as-m2"])
    parsed, _ = read("合法建筑面积（万㎡）", [0.01, 0.02, 0.03])
    assert list(parsed.frame["gfa_legal_m2"]) == pytest.approx([100, 200, 300])
    assert parsed.issues == []


def test_no_shapes_no_judgement():
    parsed, units = read("面积", [1.0, 2.0, 3.0], np.full(3, np.nan))

    assert (units["declared_area_m2"], parsed.issues) == ("m2", [])
