"""Frames are checked as a whole and hashed by content."""

import numpy as np
import pandas as pd
import pytest

from assessment.columns import TABLES
from assessment.errors import FrameError
from assessment.frame import Frame, canonical, empty_table, frame_hash
from tests.assessment.frames import city, frame_of, shuffled


def faults_of(frame: Frame) -> dict[str, str]:
    with pytest.raises(FrameError) as caught:
        canonical(frame)
    return {fault.place: fault.code for fault in caught.value.faults}


def test_canonical_sorts_rows_fills_optional_columns_and_sets_types():
    frame = frame_of([{"far": 1}, {"far": 2}])
    ready = canonical(Frame(frame.parks.iloc[::-1], frame.parcels, frame.enterprises))
    assert ready.parks.index.tolist() == [1, 2]
    assert list(ready.parks.columns) == [column.name for column in TABLES["parks"]]
    assert ready.parks["far"].tolist() == [1.0, 2.0]
    assert ready.parks["consent_share"].isna().all()
    assert str(ready.parks["core_location"].dtype) == "boolean"


def test_all_faults_of_all_tables_are_reported_at_once():
    frame = frame_of(
        [
            {
                "far": -1.0,
                "consent_share": 1.5,
                "core_location": "yes",
                "tax_per_mu": np.inf,
                "lucky_number": 8,
            },
            {"district_code": None},
        ],
        parcels=[{"park_id": 99}],
        enterprises=[{"industry": 3811}],
    )
    del frame.parks["area_m2"]
    assert faults_of(frame) == {
        "parks.lucky_number": "unknown_column",
        "parks.area_m2": "missing_column",
        "parks.district_code": "missing_value",
        "parks.far": "out_of_range",
        "parks.consent_share": "out_of_range",
        "parks.core_location": "wrong_type",
        "parks.tax_per_mu": "not_finite",
        "parcels.park_id": "no_such_park",
        "enterprises.industry": "wrong_type",
    }


def test_a_fault_names_how_many_rows_and_which():
    frame = frame_of([{"far": 1.0}, *[{"far": -1.0}] * 7])
    with pytest.raises(FrameError) as caught:
        canonical(frame)
    (fault,) = caught.value.faults
    assert (fault.count, fault.sample) == (7, ("2", "3", "4", "5", "6"))
    assert fault.message_zh
    assert "parks.far" in str(caught.value)


def test_ids_must_be_integers_and_unique():
    frame = frame_of([{}, {}])
    repeated = frame.parks.set_axis([1, 1])
    assert faults_of(Frame(repeated, frame.parcels, frame.enterprises)) == {"parks.index": "duplicate_id"}
    texts = frame.parks.set_axis(["a", "b"])
    assert faults_of(Frame(texts, frame.parcels, frame.enterprises)) == {"parks.index": "index_not_integer"}


def test_shares_may_reach_their_bounds_and_tax_may_be_refunded():
    ready = canonical(
        frame_of([{"consent_share": 1.0, "vacancy_share": 0.0, "tax_per_mu": -3.0, "far": 0.0}])
    )
    assert ready.parks["tax_per_mu"].tolist() == [-3.0]


def test_a_word_outside_the_vocabulary_is_a_fault():
    assert faults_of(frame_of([{"tax_class": "outskirts"}])) == {"parks.tax_class": "unknown_word"}
    assert canonical(frame_of([{"tax_class": "core"}, {}])).parks["tax_class"].isna().tolist() == [
        False,
        True,
    ]


def test_numbers_are_not_read_from_text_or_yes_no():
    assert faults_of(frame_of([{"far": "1.5"}])) == {"parks.far": "wrong_type"}
    assert faults_of(frame_of([{"far": True}])) == {"parks.far": "wrong_type"}


def test_missing_park_reference_is_reported_once():
    parcels = pd.DataFrame(
        {"park_id": pd.array([None], dtype="Int64"), "district_code": ["440111"]}, index=[5]
    )
    frame = frame_of([{}])
    assert faults_of(Frame(frame.parks, parcels, frame.enterprises)) == {"parcels.park_id": "missing_value"}


def test_the_frame_handed_in_is_not_changed():
    frame = shuffled(city(10, 10, 10))
    before = frame.parks.copy()
    canonical(frame)
    pd.testing.assert_frame_equal(frame.parks, before)


def test_hash_depends_on_content_not_on_order():
    frame = city()
    assert frame_hash(shuffled(frame)) == frame_hash(frame)
    assert len(frame_hash(frame)) == 64


def test_hash_ignores_how_unknown_and_zero_are_written():
    one = frame_of([{"far": np.nan, "hazards_per_ha": 0.0, "core_location": None}])
    other = frame_of([{"hazards_per_ha": -0.0}])
    other.parks["far"] = pd.array([pd.NA], dtype="Float64")
    assert frame_hash(one) == frame_hash(other)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("parks", "far", 0.123),
        ("parks", "core_location", True),
        ("parks", "district_code", "440103"),
        ("parcels", "park_id", 2),
        ("enterprises", "industry", "C3811"),
    ],
)
def test_hash_sees_every_kind_of_column(table, column, value):
    frame = frame_of([{"far": 0.5}, {}], parcels=[{}], enterprises=[{"industry": "C1711"}])
    before = frame_hash(frame)
    part = getattr(frame, table)
    part[column] = pd.Series([value] * len(part), index=part.index)
    assert frame_hash(frame) != before


def test_empty_table_is_valid():
    frame = Frame(*(empty_table(name) for name in ("parks", "parcels", "enterprises")))
    assert len(canonical(frame).parks) == 0
