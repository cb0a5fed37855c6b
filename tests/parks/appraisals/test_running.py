import threading

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, connections

from assessment.appraise import appraise
from assessment.frame import frame_hash
from assessment.policy.load import load_policy
from parks.appraisals import running
from parks.appraisals.errors import AlreadyFinishedError
from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult, ParkResult, Status
from parks.appraisals.running import run_appraisal
from parks.appraisals.services import cancel_appraisal
from parks.appraisals.turns import KEY
from parks.inventory.frames import assessment_frame
from parks.inventory.models import Park, ParkCondition, ParkYear
from parks.inventory.services import bump_revision, refresh_summaries
from tests.factories.inventory import DistrictFactory, ParkYearFactory, TownFactory, VillageFactory, square
from tests.parks.appraisals.conftest import carried_out, make_park, until

pytestmark = pytest.mark.django_db


def test_a_run_stores_what_the_assessment_says(three_parks: list[Park]) -> None:
    revision = bump_revision()
    run = carried_out()

    frame = assessment_frame()
    judged = appraise(frame, load_policy(run.created_at.date()))
    assert (run.status, run.progress, run.is_current, run.error_code) == ("done", 100, True, "")
    assert (run.revision, run.input_hash) == (revision, frame_hash(frame))
    assert (run.park_count, run.parcel_count, run.enterprise_count) == (3, 3, 3)
    assert set(run.seconds) == {"snapshot", "appraising", "storing"}
    assert run.started_at < run.finished_at
    for result in ParkResult.objects.all():
        row = judged.parks.loc[result.park_id]
        for name in ("need", "opportunity", "priority", "rank", "completeness", "mode", "grade_reason"):
            assert getattr(result, name) == row[name], name
        assert result.grade is None  # three parks are too few to grade
    assert sorted(ParkResult.objects.values_list("rank", flat=True)) == [1, 2, 3]


def test_grades_of_parcels_and_enterprises_are_stored(db: None) -> None:
    for n in range(25):
        make_park(n)
    refresh_summaries()
    carried_out()
    assert ParkResult.objects.filter(grade="A").count() == 5  # floor(20 % of 25)
    assert ParcelResult.objects.filter(grade="A").count() == 5
    assert EnterpriseResult.objects.filter(grade="D").count() == 1  # floor(5 % of 25)
    assert set(ParcelResult.objects.values_list("reason", flat=True)) == {"ranked"}
    best = ParcelResult.objects.get(rank=1)
    assert best.parcel.park_id == ParkResult.objects.get(grade_score=best.score).park_id


def test_the_same_input_gives_identical_bytes(three_parks: list[Park]) -> None:
    first, second = carried_out(), carried_out()
    assert second.input_hash == first.input_hash
    assert second.result_hash == first.result_hash
    assert second.policy_hash == first.policy_hash

    ParkYear.objects.filter(park=three_parks[0]).update(output_yuan=77_000_000)
    refresh_summaries()
    third = carried_out()
    assert third.input_hash != first.input_hash
    assert third.result_hash != first.result_hash


def test_the_newest_run_is_the_current_one(three_parks: list[Park]) -> None:
    carried_out()
    second = carried_out()
    assert Appraisal.objects.current() == second
    assert ParkResult.objects.current().count() == 3


def test_a_trial_with_overrides_does_not_become_current(three_parks: list[Park]) -> None:
    official = carried_out()
    trial = carried_out(overrides={"priority_completeness_min": 0.99})
    assert (trial.status, trial.is_current) == ("done", False)
    assert trial.policy_edition.endswith("-custom")
    assert Appraisal.objects.current() == official


def test_a_run_is_of_one_year_and_says_which(three_parks: list[Park]) -> None:
    ParkYear.objects.filter(park=three_parks[0]).update(year=2023)
    ParkYearFactory(park=three_parks[1], year=2023, output_yuan=7e6)
    refresh_summaries()
    run = carried_out()
    assert (run.year, run.is_current) == (2025, True)
    stopped, other, _ = ParkResult.objects.filter(appraisal=run).order_by("park_id")
    assert stopped.grade_reason == "missing_input"
    assert other.evidence["grade"]["values"][0] == pytest.approx(2e6 / 1e4 / 15, rel=1e-6)


def test_another_year_is_a_trial(three_parks: list[Park]) -> None:
    official = carried_out()
    ParkYearFactory(park=three_parks[0], year=2023, output_yuan=3e6)
    trial = carried_out(year=2023)
    assert (trial.status, trial.year, trial.is_current) == ("done", 2023, False)
    assert list(Appraisal.objects.trials()) == [trial]
    assert trial.input_hash != official.input_hash
    result = ParkResult.objects.get(appraisal=trial, park=three_parks[0])
    assert result.evidence["grade"]["values"][0] == pytest.approx(3e6 / 1e4 / 15, rel=1e-6)
    assert Appraisal.objects.current() == official

    chosen = carried_out(year=2025)
    assert chosen.is_current
    assert chosen.result_hash == official.result_hash


def test_why_a_park_is_unranked_and_where_the_draft_is_referred_to_are_stored(
    three_parks: list[Park],
) -> None:
    small, home = three_parks[0], three_parks[1]
    small.boundaries.update(geometry=square(0, side=70))  # 4,900 m²
    town = TownFactory(code="440118101", name="新塘镇", parent=DistrictFactory(code="440118", name="增城区"))
    Park.objects.filter(pk=home.pk).update(
        area=VillageFactory(code="440118101201", name="大敦村", parent=town)
    )
    refresh_summaries()
    carried_out()
    found = {result.park_id: result for result in ParkResult.objects.all()}
    assert {result.rank_reason for result in found.values()} == {"ranked", "below_threshold"}
    ranked = [result for result in found.values() if result.ranked]
    assert all(1 <= result.rank_p5 <= result.rank_p95 <= len(ranked) for result in ranked)
    assert {result.top_share for result in ranked} == {1.0}
    assert (found[small.pk].rank_p5, found[small.pk].top_share) == (None, None)
    assert (found[small.pk].rank_reason, found[small.pk].grade_reason) == ("below_threshold",) * 2
    assert (found[small.pk].rank, found[small.pk].grade, found[small.pk].below_threshold) == (
        None,
        None,
        True,
    )
    by_reference = {small.pk: True, home.pk: False, three_parks[2].pk: True}
    assert {pk: result.grade_by_reference for pk, result in found.items()} == by_reference
    for model, key in (
        (ParcelResult, "parcel__park"),
        (EnterpriseResult, "enterprise__tenancies__parcel__park"),
    ):
        assert dict(model.objects.values_list(key, "by_reference")) == by_reference


def test_an_empty_inventory_is_appraised_to_nothing(db: None) -> None:
    run = carried_out()
    assert (run.status, run.park_count) == ("done", 0)


def test_a_task_delivered_twice_runs_once(three_parks: list[Park]) -> None:
    run = carried_out()
    run_appraisal(run.pk)
    assert ParkResult.objects.count() == 3
    assert Appraisal.objects.get().finished_at == run.finished_at


def test_a_run_that_is_gone_is_left_alone(db: None) -> None:
    run_appraisal(12345)
    assert not Appraisal.objects.exists()


def test_unusable_inventory_fails_with_the_faults(three_parks: list[Park]) -> None:
    ParkCondition.objects.filter(park=three_parks[0]).update(metro_distance_m=float("inf"))
    run = carried_out()
    assert (run.status, run.error_code) == ("failed", "inventory_unusable")
    assert "metro_distance_m" in run.error_zh
    assert "1 条" in run.error_zh
    assert "infinite value (1, e.g. " in run.error_en
    assert not ParkResult.objects.exists()


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (SoftTimeLimitExceeded(), "time_limit"),
        (OperationalError("server closed the connection"), "database_unavailable"),
        (ZeroDivisionError("of our own making"), "internal_error"),
    ],
)
def test_a_failure_half_way_stores_nothing_and_says_so(
    three_parks: list[Park], monkeypatch: pytest.MonkeyPatch, raised: Exception, code: str
) -> None:
    before = carried_out()

    def fails(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(running, "_finish", fails)
    run = carried_out()
    assert (run.status, run.error_code) == ("failed", code)
    assert run.error_zh
    assert run.error_en
    assert run.finished_at
    assert set(ParkResult.objects.values_list("appraisal_id", flat=True)) == {before.pk}
    assert Appraisal.objects.current() == before


def test_a_run_that_cannot_tidy_up_is_done_all_the_same(
    three_parks: list[Park], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(running, "prune", fails)
    run = carried_out()
    assert (run.status, run.is_current) == ("done", True)


@pytest.mark.parametrize("left_at", [Status.SNAPSHOT, Status.APPRAISING, Status.STORING])
def test_the_next_run_fails_what_a_lost_worker_left(three_parks: list[Park], left_at: Status) -> None:
    lost = Appraisal.objects.create(status=left_at)
    run = carried_out()
    lost.refresh_from_db()
    assert (lost.status, lost.error_code) == ("failed", "worker_lost")
    assert run.status == "done"


@pytest.mark.django_db(transaction=True)
def test_every_stage_is_visible_to_others_while_it_lasts(
    three_parks: list[Park], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = connection.copy()
    seen: list[tuple[str, int]] = []

    def watching(name: str) -> None:
        original = getattr(running, name)

        def watched(*args: object) -> object:
            with other.cursor() as cursor:
                cursor.execute("SELECT status, progress FROM appraisals_appraisal")
                seen.append(cursor.fetchone())
            return original(*args)

        monkeypatch.setattr(running, name, watched)

    for name in ("assessment_frame", "appraise", "store"):
        watching(name)
    try:
        carried_out()
    finally:
        other.close()
    assert seen == [("snapshot", 5), ("appraising", 35), ("storing", 65)]


@pytest.mark.django_db(transaction=True)
def test_runs_take_turns(three_parks: list[Park]) -> None:
    def waiting() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted",
                [KEY],
            )
            return bool(cursor.fetchone()[0])

    def in_a_thread() -> None:
        try:
            run_appraisal(appraisal.pk)
        finally:
            connections.close_all()

    appraisal = Appraisal.objects.create()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        second = threading.Thread(target=in_a_thread)
        second.start()
        until(waiting, "the second run waits for its turn")
        assert Appraisal.objects.get().status == "queued"
        cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    second.join(30)
    assert Appraisal.objects.get().status == "done"


@pytest.mark.django_db(transaction=True)
def test_waiting_in_vain_is_a_failure_too(three_parks: list[Park], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parks.appraisals.turns.WAIT_SECONDS", 0.05)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        run = carried_out()
    finally:
        other.close()
    assert (run.status, run.error_code) == ("failed", "busy")


def test_a_cancelled_run_is_not_taken_up(three_parks: list[Park]) -> None:
    run = Appraisal.objects.create()
    cancel_appraisal(run)
    run_appraisal(run.pk)
    run.refresh_from_db()
    assert (run.status, run.started_at, ParkResult.objects.count()) == ("cancelled", None, 0)


@pytest.mark.parametrize("stage", [Status.APPRAISING, Status.STORING])
def test_a_run_cancelled_at_a_stage_stores_nothing(
    three_parks: list[Park], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    run, enter = Appraisal.objects.create(), running._enter

    def cancelled_before(appraisal: Appraisal, status: Status) -> None:
        if status == stage:
            cancel_appraisal(appraisal)
        enter(appraisal, status)

    monkeypatch.setattr(running, "_enter", cancelled_before)
    run_appraisal(run.pk)
    run.refresh_from_db()
    assert (run.status, run.is_current, ParkResult.objects.count()) == ("cancelled", False, 0)


def test_a_run_cancelled_while_it_is_judged_stores_nothing(
    three_parks: list[Park], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, enter = Appraisal.objects.create(), running._enter

    def cancelled_after(appraisal: Appraisal, status: Status) -> None:
        enter(appraisal, status)
        if status == Status.STORING:
            cancel_appraisal(appraisal)

    monkeypatch.setattr(running, "_enter", cancelled_after)
    run_appraisal(run.pk)
    run.refresh_from_db()
    assert (run.status, ParkResult.objects.count()) == ("cancelled", 0)


def test_a_finished_run_cannot_be_cancelled(three_parks: list[Park]) -> None:
    run = carried_out()
    with pytest.raises(AlreadyFinishedError):
        cancel_appraisal(run)
