"""Units are written in both languages."""

import pytest

from assessment.units import unit_labels


def test_labels():
    assert unit_labels("wan_yuan_per_mu") == {"unit": "万元/亩", "unit_en": "10k yuan/mu"}


def test_a_bare_count_has_no_english_unit():
    assert unit_labels("count") == {"unit": "个", "unit_en": ""}


def test_an_undeclared_unit_is_an_error():
    with pytest.raises(KeyError):
        unit_labels("furlong")
