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
