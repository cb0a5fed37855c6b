"""Turning points of the mode: hand-worked changes, each decided again by the whole rule."""

import time

import pandas as pd
import pytest

from assessment.columns import PARK_COLUMNS
from assessment.errors import UnknownParkError
from assessment.frame import Frame, canonical
from assessment.rules.renewal_mode import RULE
from assessment.turning_points.mode import STEPS, mode_turning_points
from tests.assessment.frames import city, frame_of, policy

POLICY = policy()
MICRO = {
    "far": 1.5,
    "target_far": 1.5,
    "in_urban_village_plan": False,
    "urban_village_overlap_share": 0.6,
    "planned_gfa_m2": 1_200_000.0,
    "consent_share": 0.3,
    "planned_industrial_share": 0.9,
    "core_location": True,
    "metro_distance_m": 200.0,
    "on_platform": False,
    "structurally_sound": True,
}


def turns(row, **overrides):
    found = mode_turning_points(canonical(frame_of([row])), policy(**overrides) if overrides else POLICY, 1)
    return found, {turn["mode"]: turn for turn in found["turns"]}


def changes(turn, which):
    return turn[which] and [(item["input"], item["from"], item["to"]) for item in turn[which]["changes"]]


def modes_of(frame, policy=POLICY):
    return RULE.judge(canonical(frame), policy).columns["parks"]["mode"]


def test_one_input_and_two():
    found, by_mode = turns(MICRO)
    assert (found["mode"], found["settled"], found["policy"]) == ("micro", True, POLICY.edition)
    assert list(by_mode) == ["whole_village", "comprehensive", "keep"]
    assert changes(by_mode["whole_village"], "one") == [("in_urban_village_plan", False, True)]
    # consent 0.3 -> 0.8 costs 0.625; FAR 1.5 -> 0.75 costs as much as target 1.5 -> 3.0: both a half
    assert by_mode["comprehensive"]["one"] is None
    assert changes(by_mode["comprehensive"], "two") == [
        ("far", 1.5, 0.75),
        ("consent_share", 0.3, 0.8),
    ] or changes(by_mode["comprehensive"], "two") == [("consent_share", 0.3, 0.8), ("far", 1.5, 0.75)]
    assert by_mode["comprehensive"]["two"]["size"] == pytest.approx(1.125)
    # 801 m is just too far, and a smaller change than a yes or no
    assert changes(by_mode["keep"], "one") == [("metro_distance_m", 200.0, 801.0)]
    assert by_mode["keep"]["one"]["changes"][0]["of_place"] is True


@pytest.mark.parametrize(
    ("row", "mode", "change"),
    [
        ({"consent_share": 0.799, "far": 0.5}, "comprehensive", ("consent_share", 0.799, 0.8)),
        (
            {"in_urban_village_plan": True, "urban_village_overlap_share": 0.5},
            "whole_village",
            ("urban_village_overlap_share", 0.5, 0.501),
        ),
        (
            {"in_urban_village_plan": True, "planned_gfa_m2": 999_999.0},
            "whole_village",
            ("planned_gfa_m2", 999_999.0, 1_000_000.0),
        ),
        ({"consent_share": 0.9, "far": 0.76}, "comprehensive", ("far", 0.76, 0.75)),
        ({"consent_share": 0.9, "far": 0.9, "target_far": 1.75}, "comprehensive", ("target_far", 1.75, 1.8)),
    ],
)
def test_the_nearest_value_that_turns_a_gate(row, mode, change):
    _, by_mode = turns({**MICRO, **row})
    assert changes(by_mode[mode], "one") == [change]


def test_unknown_inputs_would_decide_and_are_not_changed():
    found, by_mode = turns({**MICRO, "consent_share": None, "far": 0.5})
    assert found["mode"] == "micro"
    assert (by_mode["comprehensive"]["one"], by_mode["comprehensive"]["two"]) == (None, None)
    assert [item["input"] for item in by_mode["comprehensive"]["would_decide"]] == ["consent_share"]


def test_nothing_known_has_nothing_to_change():
    found, by_mode = turns({})
    assert (found["mode"], found["settled"]) == ("cannot_assess", False)
    assert list(by_mode) == ["whole_village", "comprehensive", "micro", "keep"]
    assert all(turn["one"] is None and turn["two"] is None for turn in by_mode.values())
    assert [item["input"] for item in by_mode["micro"]["would_decide"]] == [
        "core_location",
        "metro_distance_m",
        "on_platform",
        "structurally_sound",
    ]
    assert len(by_mode["keep"]["would_decide"]) == 11


def test_an_alternative_that_is_met_leaves_the_other_out():
    _, by_mode = turns({"on_platform": True, "core_location": True})
    assert [item["input"] for item in by_mode["micro"]["would_decide"]] == ["structurally_sound"]


def test_gates_that_the_policy_does_not_ask_for_are_not_turned():
    found, by_mode = turns(MICRO, mode_village_plan_required=False)
    assert found["mode"] == "whole_village"
    # overlap 0.6 -> 0.5 no longer exceeds a half
    assert changes(by_mode["micro"], "one") == [("urban_village_overlap_share", 0.6, 0.5)] or changes(
        by_mode["micro"], "one"
    ) == [("planned_gfa_m2", 1_200_000.0, 999_999.0)]


def test_an_unknown_park_is_refused():
    with pytest.raises(UnknownParkError):
        mode_turning_points(canonical(frame_of([MICRO])), POLICY, 7)


def test_every_change_turns_the_mode_and_one_step_less_does_not():
    frame = canonical(city(parks=40, parcels=5, enterprises=5, seed=11))
    turned, expected, short = [], [], []
    for park_id in frame.parks.index:
        for turn in mode_turning_points(frame, POLICY, park_id)["turns"]:
            for which in ("one", "two"):
                if turn[which] is None:
                    continue
                parts = turn[which]["changes"]
                row = frame.parks.loc[[park_id]].copy()
                for part in parts:
                    kind = row[part["input"]].dtype
                    row[part["input"]] = pd.Series([part["to"]], index=row.index, dtype=kind)
                turned.append(row)
                expected.append(turn["mode"])
                if len(parts) == 1 and not isinstance(parts[0]["to"], bool):
                    short.append((row, parts[0], turn["mode"]))
    assert len(turned) > 60
    assert modes_of(_stacked(turned)).tolist() == expected
    back = [_one_step_back(row, part) for row, part, _ in short]
    assert all(found != mode for found, (_, _, mode) in zip(modes_of(_stacked(back)), short, strict=True))


def _one_step_back(row, part):
    step = STEPS[PARK_COLUMNS[part["input"]].unit]
    towards = 1 if part["from"] > part["to"] else -1
    nearer = row.copy()
    nearer[part["input"]] = part["to"] + towards * min(step, abs(part["from"] - part["to"]))
    return nearer


def _stacked(rows):
    table = pd.concat(rows)
    table.index = pd.RangeIndex(1, len(table) + 1)
    spare = city(parks=1, parcels=1, enterprises=1)
    return Frame(table, spare.parcels.iloc[:0], spare.enterprises.iloc[:0])


def test_one_park_of_a_city_takes_milliseconds():
    frame = canonical(city(parks=2705, parcels=5, enterprises=5))
    mode_turning_points(frame, POLICY, 1)
    times = []
    for park_id in range(1, 12):
        start = time.process_time()
        mode_turning_points(frame, POLICY, park_id)
        times.append(time.process_time() - start)
    assert sorted(times)[5] < 0.05
