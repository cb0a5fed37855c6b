"""Columns: every one with unit and both labels, and the names agreed with the inventory."""

from assessment.columns import EFFICIENCY, TABLES
from assessment.units import UNITS


def test_every_column_has_a_unit_and_both_labels():
    for columns in TABLES.values():
        for column in columns:
            assert column.unit in UNITS
            assert column.label_zh
            assert column.label_en
        assert len({column.name for column in columns}) == len(columns)


def test_all_three_tables_can_be_graded():
    grading = {column.name for column in EFFICIENCY}
    assert all(grading <= {column.name for column in columns} for columns in TABLES.values())


def test_only_identity_and_place_are_required():
    required = {
        name: {column.name for column in columns if column.required} for name, columns in TABLES.items()
    }
    assert required == {
        "parks": {"district_code", "area_m2"},
        "parcels": {"park_id", "district_code"},
        "enterprises": {"park_id", "district_code"},
    }
