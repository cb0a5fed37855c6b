import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.surveys.checks.required import FIELDS as NEEDED
from parks.surveys.columns import (
    Said,
    fields,
    headers_sha256,
    match,
    match_one,
    plain,
    split_unit,
    units,
    used,
)


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("面积(亩)", "面积", "mu"), ("用地面积（平方米）", "用地面积", "m2"), ("用地面积（㎡）", "用地面积", "m2"),
        ("面积 / 公顷", "面积", "ha"), ("面积_m²", "面积", "m2"), ("建筑面积：万平方米", "建筑面积", "wan_m2"),
        ("面积（亩", "面积", "mu"), ("ＺＤＭＪ（ｈｍ２）", "zdmj", "ha"), ("镇（街道）", "镇(街道)", None), ("面积", "面积", None),
        ("", "", None), ("()", "()", None), ("procedure_area_m2", "procedure_area", "m2"), ("area_m2", "area", "m2"),
        ("gfa_illegal_pre2009_m2", "gfa_illegal_pre2009", "m2"), ("面积_2025_亩", "面积_2025", "mu"),
    ],
)  # fmt: skip
def test_units_are_read_from_headers(header, name, unit):
    assert split_unit(header) == (name, unit)


@given(
    field=st.sampled_from([f for f in fields().values() if f.kind == "area"]),
    unit=st.sampled_from([(u.name, spelled) for u in units().values() for spelled in u.spelled]),
    form=st.sampled_from(["{}（{}）", "{}({})", "{}_{}", "{}：{}", "{} / {}", "{}【{}】", "{}（{}"]),
)
def test_every_unit_is_read_after_every_name(field, unit, form):
    for name in (field.label, *field.aliases):
        header = form.format(name, unit[1])
        found = match_one(header)

        assert split_unit(header) == (plain(name), unit[0])
        assert (found.field, found.unit) == (field.name, unit[0])


@pytest.mark.parametrize(
    ("header", "field", "how"),
    [
        ("宗地代码", "code", "exact"), (" 宗 地 代 码 ", "code", "exact"), ("ZDDM", "code", "alias"), ("zddm", "code", "alias"),
        ("宗地面积(亩)", "declared_area_m2", "exact"), ("占地面积（公顷）", "declared_area_m2", "alias"),
        ("权属性质（集体/国有）", "tenure", "exact"), ("2009年前无证建筑面积", "gfa_illegal_pre2009_m2", "exact"),
        ("宗地代码号", "code", "suggestion"), ("天气", None, "none"), ("年产值（万元）", None, "none"), ("", None, "none"),
    ],
)  # fmt: skip
def test_headers(header, field, how):
    found = match_one(header)

    assert (found.field, found.how) == (field, how)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("宗地代", "code"), ("宗地面", "declared_area_m2"), ("2009年前", "gfa_illegal_pre2009_m2"),
        ("2009年后", "gfa_illegal_post2009_m2"), ("已完善手续", "procedure_area_m2"), ("土地权", None), ("宗地", None),
    ],
)  # fmt: skip
def test_names_cut_at_ten_bytes(header, field):
    """UTF-8 takes three bytes a character, GBK two; a name that fits several fields stays unmatched."""
    found = match_one(header, short_names=True)

    assert (found.field if found.how == "truncated" else None) == field
    assert match_one(header).how != "truncated"


def test_a_suggestion_is_said_and_not_taken():
    matches, issues = match(["宗地代码号", "权利人"])

    assert [(m.column, m.how) for m in matches] == [("宗地代码号", "suggestion"), ("权利人", "exact")]
    assert [i.code for i in issues] == ["columns.suggestion", "columns.no-parcel-code"]
    assert "“宗地代码号”" in issues[0].zh


def test_one_column_per_field_and_the_exact_name_wins():
    matches, issues = match(["ZDDM", "宗地代码", "面积", "用地面积"])

    assert [m.how for m in matches] == ["duplicate", "exact", "alias", "duplicate"]
    assert [i.zh for i in issues] == [
        "列“ZDDM”与列“宗地代码”都对应“宗地代码”，只采用后者",
        "列“用地面积”与列“面积”都对应“宗地面积”，只采用后者",
    ]


def test_the_names_of_the_exports_win_over_what_is_like_them():
    """An export of parcels has `park`, the number of the park, and `area_m2`, what was measured: neither is surveyed."""
    matches, _ = match(["id", "code", "park", "area_m2", "declared_area_m2", "gfa_m2"])

    assert [(m.field, m.how) for m in matches if m.how in ("exact", "alias")] == [
        ("code", "exact"),
        ("declared_area_m2", "exact"),
        ("gfa_m2", "exact"),
    ]


def test_a_missing_parcel_code_is_said_with_the_columns_there_are():
    _, issues = match(["id", "名称"])

    assert [(i.code, str(i.severity)) for i in issues] == [("columns.no-parcel-code", "must_fix")]
    assert "id、名称" in issues[0].zh


def test_no_alias_stands_for_two_fields():
    names = [(name.lower(), f.name) for f in fields().values() for name in (f.label, *f.aliases)]

    assert len({n for n, _ in names}) == len({*names})


def test_an_answer_wins_over_the_name_and_over_memory():
    headers = ["宗地代码", "编号", "天气", "面积"]
    answered = Said(columns={"编号": "code", "面积": None})
    remembered = Said(columns={"编号": "park_code", "天气": "address", "面积": "gfa_m2"})

    matches, issues = match(headers, answered=answered, remembered=remembered)

    assert [(m.field, m.how) for m in matches] == [
        ("code", "duplicate"),
        ("code", "answered"),
        ("address", "remembered"),
        (None, "answered"),
    ]
    assert {name: m.column for name, m in used(matches).items()} == {"code": "编号", "address": "天气"}
    assert [(i.code, str(i.severity)) for i in issues] == [
        ("columns.duplicate", "note"),
        ("columns.remembered", "note"),
    ]
    assert issues[1].zh.endswith("：天气")


def test_a_suggestion_is_confirmed_or_refused_by_an_answer():
    confirmed, _ = match(["宗地代码号"], answered=Said(columns={"宗地代码号": "code"}))
    refused, issues = match(["宗地代码号"], answered=Said(columns={"宗地代码号": None}))

    assert (confirmed[0].field, confirmed[0].how) == ("code", "answered")
    assert (refused[0].field, refused[0].how) == (None, "answered")
    assert [i.code for i in issues] == ["columns.no-parcel-code"]


@pytest.mark.parametrize(
    ("header", "answered", "remembered", "unit", "by"),
    [
        ("面积(亩)", {}, {}, "mu", "header"),
        ("面积", {}, {}, None, "header"),
        ("面积(亩)", {}, {"面积(亩)": "ha"}, "ha", "memory"),
        ("面积(亩)", {"面积(亩)": "m2"}, {"面积(亩)": "ha"}, "m2", "answer"),
        ("面积", {"别的": "m2"}, {"面积": "furlong"}, None, "header"),
    ],
)
def test_who_named_the_unit(header, answered, remembered, unit, by):
    (found,), _ = match([header], answered=Said(units=answered), remembered=Said(units=remembered))

    assert (found.field, found.unit, found.unit_by) == ("declared_area_m2", unit, by)


def test_an_answer_names_a_header_as_it_is_shown():
    """Long or invisible characters of a header are not sent back as they are in the file."""
    long = "宗" * 200
    (first, second), _ = match(
        ["编\u202e号", long], answered=Said(columns={"编\\u202e号": "code", "宗" * 120 + "…": "address"})
    )

    assert (first.field, second.field) == ("code", "address")


def test_a_field_that_is_no_more_is_forgotten():
    (found,), _ = match(["宗地代码"], remembered=Said(columns={"宗地代码": "gone"}))

    assert (found.field, found.how) == ("code", "exact")


def test_headers_are_the_same_in_any_order_and_width():
    assert headers_sha256(["面积（亩）", "ＺＤＤＭ"]) == headers_sha256(["ZDDM", "面积(亩)"])
    assert headers_sha256(["面积"]) != headers_sha256(["面积", "面积"])


def test_every_field_and_unit_has_its_names():
    assert all(f.label_en.isascii() for f in fields().values())
    assert {f.name for f in fields().values() if f.required} == {"code", *NEEDED}
    assert [u.label for u in units().values()] == ["平方米", "万平方米", "公顷", "亩", "平方公里"]
    assert all(plain(u.label) in u.spelled for u in units().values())
