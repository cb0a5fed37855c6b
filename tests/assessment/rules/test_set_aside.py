"""Who is not scored: forced D is for the land of right holders (增城征求意见稿 二（一）2), the area floor for parks."""

import pytest

from assessment.frame import canonical
from assessment.rules.set_aside import set_aside
from tests.assessment.frames import frame_of, policy

DEFAULTS = [
    {"uploaded": False},
    {"falsified": True},
    {"uploaded": False, "falsified": True},
    {"uploaded": True, "falsified": False},
    {},
]


def aside(name, rows, **overrides):
    rules = policy(**overrides)
    frame = canonical(
        frame_of(rows if name == "parks" else [{}], **({} if name == "parks" else {name: rows}))
    )
    return set_aside(name, getattr(frame, name), rules).tolist()


def test_a_right_holders_default_falls_on_the_parcel():
    assert aside("parcels", DEFAULTS) == ["not_uploaded", "falsified", "falsified", "", ""]


@pytest.mark.parametrize("name", ["parks", "enterprises"])
def test_it_falls_on_no_tenant_and_on_no_park(name):
    assert aside(name, DEFAULTS) == [""] * 5


def test_the_policy_says_which_tables():
    found = aside("enterprises", DEFAULTS, grade_forced_falsified=["parcels", "enterprises"])
    assert found == ["", "falsified", "falsified", "", ""]
    assert aside("parcels", DEFAULTS, grade_forced_not_uploaded=[]) == ["", "falsified", "falsified", "", ""]


def test_what_is_too_small_for_a_park_takes_no_part():
    rows = [{"area_m2": 4999.0}, {"area_m2": 5000.0}]
    assert aside("parks", rows) == ["below_threshold", ""]
    assert aside("parks", rows, park_area_min=5001.0) == ["below_threshold"] * 2


T_CASES = [
    ({"public_utility": True}, "public_utility"),
    ({"public_utility": False}, ""),
    ({"public_utility": None}, ""),
    ({"operating_years": 1.999}, "new_operation"),
    ({"operating_years": 2.0}, ""),
    ({"operating_years": 2.1}, ""),
    ({"operating_years": None}, ""),
    ({"operating_years": 0.0, "public_utility": True}, "public_utility"),
    # falsified data is D whatever is claimed; who is not evaluated was never asked for data
    ({"public_utility": True, "falsified": True}, "falsified"),
    ({"operating_years": 1.0, "falsified": True}, "falsified"),
    ({"public_utility": True, "uploaded": False}, "public_utility"),
    ({"operating_years": 1.0, "uploaded": False}, "new_operation"),
]


@pytest.mark.parametrize(("row", "reason"), T_CASES)
def test_unsuitable_to_grade(row, reason):
    # 淮安 T类: 水电气资源要素供给企业、投产不到2年
    assert aside("parcels", [row]) == [reason]


def test_class_t_is_policy():
    rows = [{"public_utility": True}, {"operating_years": 1.0}]
    assert aside("enterprises", rows, grade_unsuitable_utility=["parcels"]) == ["", "new_operation"]
    assert aside("enterprises", rows, grade_unsuitable_years=0) == ["public_utility", ""]
    assert aside("enterprises", rows, grade_unsuitable_years=1) == ["public_utility", ""]


def test_below_the_area_of_a_park_comes_first():
    assert aside("parks", [{"area_m2": 4999.0, "public_utility": True}]) == ["below_threshold"]
