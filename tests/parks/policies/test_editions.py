import datetime as dt

import pytest

from assessment.errors import PolicyError
from parks.policies.editions import MAX_BYTES, edition_of

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"


def test_a_file_is_read_as_yaml_with_dates():
    assert edition_of("from: 2027-01-01\nparameters: {minimum_far: {value: 2.5}}") == {
        "from": dt.date(2027, 1, 1),
        "parameters": {"minimum_far": {"value": 2.5}},
    }


@pytest.mark.parametrize(
    "text",
    ["a: [", BOMB, "!!python/object/apply:os.getcwd []", "x" * (MAX_BYTES + 1), "[" * 5000, "a: 2027-13-45"],
    ids=["torn", "aliases", "code", "large", "deep", "no date"],
)
def test_what_is_no_plain_yaml_is_refused(text):
    with pytest.raises(PolicyError) as caught:
        edition_of(text)
    assert [fault.code for fault in caught.value.faults] == ["unreadable"]
