"""Units: the header first, the shapes as witness, never a silent change."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.surveys import areas, columns, values

MEASURED = np.array([1_600.0, 3_200.0, 800.0])
MU = 10_000 / 15


def read_all(table, measured=MEASURED, **said):
    frame = pd.DataFrame(table, index=pd.RangeIndex(1, len(measured) + 1))
    parsed = values.parse(frame, columns.used(columns.match(list(frame.columns), **said)[0]))
    units = areas.to_m2(parsed, measured)
    return parsed, units


def read(header, numbers, measured=MEASURED):
    return read_all({header: numbers}, measured)


def said(parsed):
    return [(issue.column, issue.code, str(issue.severity)) for issue in parsed.issues]


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


def test_two_land_areas_without_a_unit_are_read_alike():
    """Both in 亩: as m² the second would be 667 times too small."""
    parsed, units = read_all({"面积": MEASURED / MU, "已完善手续面积": MEASURED / MU * [0.5, 0.2, 0.9]})

    assert units == {"declared_area_m2": "mu", "procedure_area_m2": "mu"}
    assert parsed.frame["procedure_area_m2"].to_numpy() == pytest.approx(MEASURED * [0.5, 0.2, 0.9])
    assert said(parsed) == [
        ("面积", "unit.assumed", "needs_reason"),
        ("已完善手续面积", "unit.follows-declared", "needs_reason"),
    ]
    assert "与“面积”相同的“亩”" in parsed.issues[1].zh


def test_a_land_area_does_not_follow_where_the_shapes_forbid_it():
    parsed, units = read_all({"面积(亩)": MEASURED / MU, "已完善手续面积": MEASURED * 0.4})

    assert units["procedure_area_m2"] == "m2"
    assert said(parsed) == [("已完善手续面积", "unit.taken-as-m2", "needs_reason")]


def test_a_part_that_equals_its_shape_tells_its_own_unit():
    parsed, units = read_all({"面积": MEASURED, "已完善手续面积": MEASURED / MU})

    assert units == {"declared_area_m2": "m2", "procedure_area_m2": "mu"}
    assert said(parsed) == [("已完善手续面积", "unit.assumed", "needs_reason")]
    assert read("已完善手续面积（㎡）", list(MEASURED / MU))[0].issues[0].code == "unit.contradiction"


def test_a_floor_area_without_a_unit_is_taken_as_square_metres_and_asked_about():
    parsed, units = read("合法建筑面积", [100.0, 200.0, 300.0])

    assert (units["gfa_legal_m2"], said(parsed)) == (
        "m2",
        [("合法建筑面积", "unit.taken-as-m2", "needs_reason")],
    )


@pytest.mark.parametrize("factor", [MU, 10_000, 1_000_000])
def test_a_floor_area_that_cannot_be_square_metres_is_not_read(factor):
    parsed, units = read_all({"面积(亩)": MEASURED / MU, "合法建筑面积": MEASURED * 1.2 / factor})

    assert "gfa_legal_m2" not in units
    assert parsed.frame["gfa_legal_m2"].isna().all()
    assert said(parsed) == [("合法建筑面积", "unit.unclear", "must_fix")]


def test_a_floor_area_is_read_in_the_unit_of_its_header():
    parsed, _ = read("合法建筑面积（万㎡）", [0.01, 0.02, 0.03])

    assert list(parsed.frame["gfa_legal_m2"]) == pytest.approx([100, 200, 300])
    assert parsed.issues == []


def test_nothing_built_is_nothing_in_any_unit():
    parsed, units = read("合法建筑面积", [0.0, 0.0, np.nan])

    assert (units["gfa_legal_m2"], parsed.issues) == ("m2", [])


SHARES = st.lists(st.floats(0.02, 1.0), min_size=3, max_size=3).map(np.array)
UNIT = st.sampled_from([1, MU, 10_000, 1_000_000])


@given(shares=SHARES, factor=UNIT, own=UNIT)
def test_what_is_read_in_another_unit_than_was_meant_is_never_silent(shares, factor, own):
    """A land area and its part in two units, neither named: what is wrong by more than a fifth has been asked about."""
    meant = MEASURED * shares
    parsed, _ = read_all({"面积": MEASURED / factor, "已完善手续面积": meant / own})

    got = parsed.frame["procedure_area_m2"].to_numpy()
    asked = {issue.column for issue in parsed.issues if str(issue.severity) != "note"}
    assert np.allclose(got, meant, rtol=0.2) or "已完善手续面积" in asked


def test_no_shapes_no_judgement():
    parsed, units = read("面积", [1.0, 2.0, 3.0], np.full(3, np.nan))

    assert (units["declared_area_m2"], parsed.issues) == ("m2", [])


def named(by, unit):
    return {by: columns.Said(units={"面积": unit, "面积(亩)": unit, "合法建筑面积": unit})}


def test_the_answered_unit_stands_where_the_header_names_none():
    parsed, units = read_all({"面积": MEASURED / MU}, **named("answered", "mu"))

    assert parsed.frame["declared_area_m2"].to_numpy() == pytest.approx(MEASURED)
    assert (units, parsed.issues) == ({"declared_area_m2": "mu"}, [])


def test_the_answered_unit_takes_the_place_of_the_headers_with_a_reason():
    parsed, units = read_all({"面积(亩)": MEASURED}, **named("answered", "m2"))

    assert parsed.frame["declared_area_m2"].to_numpy() == pytest.approx(MEASURED)
    assert (units, said(parsed)) == (
        {"declared_area_m2": "m2"},
        [("面积(亩)", "unit.answered", "needs_reason")],
    )
    assert parsed.issues[0].zh == "表头写“亩”，已按上传人指定的“平方米”读取"
    assert parsed.issues[0].en == "The header says mu; read as m², which the uploader named"


def test_an_answer_that_the_shapes_contradict_is_followed_with_a_reason():
    parsed, units = read_all({"面积": MEASURED}, **named("answered", "mu"))

    assert parsed.frame["declared_area_m2"].to_numpy() == pytest.approx(MEASURED * MU)
    assert (units, said(parsed)) == (
        {"declared_area_m2": "mu"},
        [("面积", "unit.answered-contradiction", "needs_reason")],
    )
    assert "像是“平方米”（第 1 行：1600，图形 1,600 m²）" in parsed.issues[0].zh


def test_an_answer_settles_numbers_that_agree_with_the_shapes_in_no_unit():
    parsed, units = read_all({"面积": [1.0, 1.0, 1.0]}, **named("answered", "m2"))
    floor, _ = read_all({"合法建筑面积": MEASURED / 10_000}, **named("answered", "ha"))

    assert (units, parsed.issues) == ({"declared_area_m2": "m2"}, [])
    assert floor.frame["gfa_legal_m2"].to_numpy() == pytest.approx(MEASURED)
    assert floor.issues == []


def test_a_remembered_unit_is_followed_only_where_the_shapes_allow_it():
    """The last file was in 亩, which says nothing certain of this one."""
    agreeing, units = read_all({"面积": MEASURED / MU}, **named("remembered", "mu"))
    parsed, nothing = read_all({"面积": MEASURED}, **named("remembered", "mu"))

    assert (units, agreeing.issues) == ({"declared_area_m2": "mu"}, [])
    assert (nothing, said(parsed)) == ({}, [("面积", "unit.contradiction", "must_fix")])
    assert parsed.issues[0].zh.startswith("上次同样表头的文件用“亩”，但数值与图形面积相比像是“平方米”")
