"""What makes a grade another: by hand, against the rule on the whole frame, and never more than needed."""

from time import process_time

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.errors import UnknownSubjectError
from assessment.frame import Frame, canonical
from assessment.rules.graded_tables import columns_of, parts_of, place_of
from assessment.turning_points.grade import grade_turning_points
from assessment.turning_points.group_trial import group_trial
from tests.assessment.frames import COMPLETE, frame_of, policy

POLICY = policy()
FIRMS = policy(grading_profile="huangyan-2022-small")
CLASSES = "ABCD"


def parcels_of(*rows):
    return canonical(frame_of([{}], [{**COMPLETE, **row} for row in rows]))


def outputs(*values):
    return parcels_of(*[{"output_per_mu": float(value)} for value in values])


def firms(*rows):
    return canonical(frame_of([{}], None, list(rows)))


def changed(frame, table, subject_id, values):
    tables = dict(frame.tables())
    tables[table] = tables[table].copy()
    for column, value in values.items():
        tables[table].loc[subject_id, column] = value
    return Frame(**tables)


def standing(frame, rules, table, subject_id):
    """What the rule says of the whole table."""
    rows = getattr(frame, table)
    row = columns_of(parts_of(table, rows, rules), rows.index).loc[subject_id]
    return row["grade"], row["rank"], row["score"]


def test_fixed_baselines_by_hand():
    # 20 firms by tax only: 5 points for each 1.15932 of 11.5932. Scores 50 + 5·(1…20); the last is D, the 19th
    # (60 points) C. To be no longer last is to have 60 points as well and the smaller id: 10 points of tax, not 5
    rows = [{"tax_per_mu": 1.15932 * n, "tax_per_kwh": 0.2352} for n in range(1, 21)]
    found = grade_turning_points(firms(*rows), FIRMS, "enterprises", 1)
    assert (found["grade"], found["rank"], found["score"]) == ("D", 20, 55.0)
    best = found["up"]["one"][1]
    assert (best["name"], best["to"], best["grade"]) == ("tax_per_mu", pytest.approx(2.31864, rel=1e-3), "C")
    assert (best["rank"], best["verified"], best["share_of"]) == (19, True, "value")
    assert best["share"] == pytest.approx(1.0, rel=2e-3)
    # 5 points of tax per kWh: from 0.2352 to 0.25872, a tenth: the smaller change comes first
    first = found["up"]["one"][0]
    assert (first["name"], first["to"]) == ("tax_per_kwh", pytest.approx(0.25872, rel=1e-3))
    assert first["share"] == pytest.approx(0.1, rel=2e-3)
    # both alike by t: 5·t + 50·t = 5
    pair = found["up"]["two"]
    assert [item["share"] for item in pair["inputs"]] == pytest.approx([1 / 11, 1 / 11], rel=2e-3)
    assert (pair["share"], pair["grade"]) == (pytest.approx(2 / 11, rel=2e-3), "C")
    assert found["down"] is None


def test_the_groups_mean_moves_along():
    # outputs 10, 20, …, 200 (mean 105): the last of 20 overtakes the one at 20 when it has 20 itself and the smaller id
    found = grade_turning_points(outputs(*range(10, 210, 10)), POLICY, "parcels", 1)
    by_output = next(item for item in found["up"]["one"] if item["name"] == "output_per_mu")
    assert by_output["to"] == pytest.approx(20.0, rel=1e-3)
    # energy: all at 10; the own rises to x, the mean to (190 + x)/20. Need 40·10/105 more points than those at 20:
    # 20·(x − 10)/((190 + x)/20) = 40·10/105 → 400(x − 10) = (190 + x)·400/105 → x = (10 + 190/105)/(1 − 1/105)
    by_energy = next(item for item in found["up"]["one"] if item["name"] == "output_per_tce")
    assert by_energy["to"] == pytest.approx((10 + 190 / 105) / (1 - 1 / 105), rel=1e-3)
    assert {item["verified"] for item in found["up"]["one"] if item["possible"]} == {True}


def test_either_end_has_one_way_only():
    frame = outputs(*range(10, 210, 10))
    best = grade_turning_points(frame, POLICY, "parcels", 20)
    assert (best["grade"], best["up"], best["down"]["target"]) == ("A", None, "B")
    last = grade_turning_points(frame, POLICY, "parcels", 1)
    assert (last["grade"], last["down"], last["up"]["target"]) == ("D", None, "C")


def test_at_the_cap_more_earns_nothing_and_the_article_says_so():
    # the 15th of 20 (rank 6, B) has every figure but output at the mean; the A's are at the cap of output
    rows = [{"output_per_mu": 5_000.0}] * 5 + [{"output_per_mu": 900.0, "upgrade_per_mu": 1e4}]
    rows += [{"output_per_mu": 10.0}] * 14
    found = grade_turning_points(parcels_of(*rows), POLICY, "parcels", 6)
    capped = next(item for item in found["up"]["one"] if item["name"] == "upgrade_per_mu")
    assert (capped["possible"], capped["reason"]) == (False, "cap")
    assert (capped["source"], capped["limit"]) == ("common-practice", 1e4)
    assert "封顶" in capped["reason_zh"]


def test_counts_are_whole():
    frame = parcels_of(*[{"recognitions": float(n // 2)} for n in range(20)])
    found = grade_turning_points(frame, POLICY, "parcels", 9)
    for way in ("up", "down"):
        for item in found[way]["one"]:
            if item["name"] == "recognitions" and item["possible"]:
                assert item["to"] == int(item["to"])


def test_an_indicator_that_nobody_earns_on_comes_into_use_with_the_first_who_does():
    # nobody has a recognition: the other 90 points count as 100. The last of 20, at 10 of output, takes one: mean 1/20, its
    # ratio at the cap, 15 of 100 points; the others fall from n/90 to n/100
    rows = [{"output_per_mu": float(n), "recognitions": 0.0} for n in range(10, 210, 10)]
    found = grade_turning_points(parcels_of(*rows), POLICY, "parcels", 1)
    first = next(item for item in found["up"]["one"] if item["name"] == "recognitions")
    assert (first["from"], first["to"], first["share_of"], first["verified"]) == (0.0, 1.0, "baseline", True)
    after = standing(changed(parcels_of(*rows), "parcels", 1, {"recognitions": 1.0}), POLICY, "parcels", 1)
    assert (first["grade"], first["rank"], first["score"]) == after


@pytest.mark.parametrize("profile", ["zengcheng-draft", "huangyan-2022-small", "huaian"])
@pytest.mark.parametrize("seed", range(4))
def test_the_quick_arithmetic_agrees_with_the_rule(profile, seed):
    frame, rules = random_frame(seed), policy(grading_profile=profile)
    table = frame.parcels.assign(tax_per_kwh=frame.parcels["tax_per_mu"] / 7)
    parts = parts_of("parcels", table, rules)
    for row in range(0, 45, 5):
        place = place_of(parts, row)
        if place.part.graded.reason[place.at] != "ranked":
            continue
        trial = group_trial(table, place, rules)
        for column in place.part.profile.columns:
            for factor in (0.0, 0.5, 1.0, 3.0):
                value = float(trial.values[trial.at, place.part.profile.columns.index(column)]) * factor
                if not np.isnan(value):
                    assert trial.tried({column: value}) == trial.verified({column: value}).grade


@pytest.mark.parametrize(
    ("row", "reason", "ground"),
    [
        ({"falsified": True}, "falsified", "grade_forced_falsified"),
        ({"public_utility": True}, "public_utility", "grade_unsuitable_utility"),
        ({"operating_years": 1.0}, "new_operation", "grade_unsuitable_years"),
        ({"rd_share": None}, "missing_input", "grading_profile_zengcheng_draft"),
    ],
)
def test_what_figures_cannot_move(row, reason, ground):
    found = grade_turning_points(parcels_of(row, *[{}] * 20), POLICY, "parcels", 1)
    assert (found["up"], found["down"], found["reason"]) == (None, None, reason)
    obstacle = found["obstacle"]
    assert (obstacle["reason"], obstacle["ground"]["name"], obstacle["resolved"]) == (reason, ground, None)
    assert obstacle["ground"]["article"]
    assert [item["name"] for item in obstacle["missing"]] == (
        ["rd_share"] if reason == "missing_input" else []
    )


def test_too_few_and_too_small():
    few = grade_turning_points(parcels_of(*[{}] * 3), POLICY, "parcels", 1)
    assert few["obstacle"]["ground"]["name"] == "grade_group_min"
    parks = canonical(frame_of([{**COMPLETE, "area_m2": 4_000.0}, *[COMPLETE] * 20]))
    assert grade_turning_points(parks, POLICY, "parks", 1)["obstacle"]["ground"]["name"] == "park_area_min"


def test_a_silent_owner_learns_where_it_would_stand():
    rows = [{"uploaded": False, "output_per_mu": 500.0}, *[{"output_per_mu": float(n)} for n in range(1, 21)]]
    frame = parcels_of(*rows)
    found = grade_turning_points(frame, POLICY, "parcels", 1)
    resolved = found["obstacle"]["resolved"]
    after = standing(changed(frame, "parcels", 1, {"uploaded": True}), POLICY, "parcels", 1)
    assert (resolved["grade"], resolved["rank"], resolved["score"]) == after
    assert (found["grade"], resolved["grade"], resolved["verified"]) == ("D", "A", True)


def test_nobody_there():
    with pytest.raises(UnknownSubjectError):
        grade_turning_points(parcels_of({}), POLICY, "parcels", 9)


def random_frame(seed, count=45):
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(count):
        row = {
            "output_per_mu": rng.lognormal(4, 0.8),
            "output_per_tce": None if place % 7 == 3 else rng.lognormal(2, 0.6),
            "rd_share": min(rng.lognormal(-3.5, 0.7), 1.0),
            "upgrade_per_mu": rng.lognormal(0, 1) * (rng.random() < 0.8),
            "recognitions": float(rng.poisson(1)),
            "tax_per_mu": rng.lognormal(1, 1),
            "district_code": ["440111", "440113"][place % 2],
        }
        rows.append(row)
    return parcels_of(*rows)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_every_answer_is_what_the_whole_run_would_say_and_a_hundredth_less_does_not_do(seed):
    frame, subject_id = random_frame(seed), 1 + seed % 45
    found = grade_turning_points(frame, POLICY, "parcels", subject_id)
    assume(found["obstacle"] is None)
    assert (found["grade"], found["rank"], found["score"]) == standing(frame, POLICY, "parcels", subject_id)
    for way in filter(None, (found["up"], found["down"])):
        pair = [] if way["two"] is None else [{**way["two"], "inputs": way["two"]["inputs"]}]
        singles = [{**item, "inputs": [item]} for item in way["one"] if item["possible"]]
        for item in [*singles, *pair]:
            values = {each["name"]: each["to"] for each in item["inputs"]}
            after = standing(changed(frame, "parcels", subject_id, values), POLICY, "parcels", subject_id)
            assert item["verified"]
            assert (item["grade"], item["rank"], item["score"]) == after
            less = {each["name"]: each["from"] + 0.99 * each["change"] for each in item["inputs"]}
            if "recognitions" in less:
                continue
            short = standing(changed(frame, "parcels", subject_id, less), POLICY, "parcels", subject_id)
            assert short[0] == found["grade"]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["huangyan-2022-small", "huaian"]))
def test_what_is_called_impossible_is(seed, profile):
    rng, rules = np.random.default_rng(seed), policy(grading_profile=profile)
    rows = [
        {
            "tax_per_mu": rng.normal(3, 2),
            "tax_per_kwh": rng.lognormal(-1, 1),
            "output_per_mu": rng.lognormal(4, 1),
        }
        for _ in range(30)
    ]
    frame, subject_id = firms(*rows), 1 + seed % 30
    found = grade_turning_points(frame, rules, "enterprises", subject_id)
    for way in filter(None, (found["up"], found["down"])):
        for item in way["one"]:
            if not item["possible"] and item["limit"] is not None:
                end = changed(frame, "enterprises", subject_id, {item["name"]: item["limit"]})
                assert standing(end, rules, "enterprises", subject_id)[0] == found["grade"]


def test_one_subject_of_a_whole_city_takes_under_300_ms():
    rng = np.random.default_rng(1)
    sizes = {"parks": 2_705, "enterprises": 17_500}
    tables = {}
    for name, count in sizes.items():
        data = {column: rng.lognormal(1, 0.7, count) for column in ("output_per_mu", "tax_per_mu")}
        data |= {column: rng.lognormal(0, 0.7, count) for column in ("output_per_tce", "upgrade_per_mu")}
        data |= {"rd_share": rng.beta(1, 30, count), "recognitions": rng.poisson(1, count).astype(float)}
        data |= {"district_code": rng.choice(["440111", "440113", "440114"], count).tolist()}
        data |= (
            {"area_m2": np.full(count, 5e4)}
            if name == "parks"
            else {"park_id": rng.integers(1, 2_706, count)}
        )
        tables[name] = pd.DataFrame(data, index=pd.RangeIndex(1, count + 1))
    frame = canonical(frame_of([{}]))
    frame = canonical(Frame(tables["parks"], frame.parcels, tables["enterprises"]))
    for name in sizes:
        spent = []
        for subject_id in (3, 500, 2_000):
            start = process_time()
            grade_turning_points(frame, POLICY, name, subject_id)
            spent.append(process_time() - start)
        assert min(spent) < 0.3, name
