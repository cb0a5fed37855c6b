"""The preview of effects: what it says is what a commit and its appraisal do, and nothing of it stays."""

from collections import Counter

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from kombu.exceptions import OperationalError as QueueError

from parks.inventory.models import Parcel, Park
from parks.inventory.services import bump_revision, refresh_summaries
from parks.surveys import effects, services, tasks
from parks.surveys.commit import commit
from parks.surveys.effects import ask, compute
from parks.surveys.errors import EffectsQueueError, MustFixError, NotCheckedError
from parks.surveys.models import SurveyUpload
from tests.factories.inventory import DistrictFactory, TownFactory, square
from tests.parks.appraisals.conftest import carried_out, make_park
from tests.parks.surveys import files
from tests.parks.surveys.inventories import HISTORY, SUMMARIES, TABLES, dump

pytestmark = pytest.mark.django_db

PARKS = 12
LOT = "440111001002JC{:05d}".format
TOUCHED = ("440111-9000", "440111-9001", "440111-9005")
REASON = "按现场登记"


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    ids = []
    monkeypatch.setattr(tasks.compute_effects, "delay", ids.append)
    return ids


@pytest.fixture
def city(db):
    """Parks in a row of 100 m squares, each with a parcel of more than half of it; the last lies in 番禺区."""
    panyu = TownFactory(code="440113105", name="石碁镇", parent=DistrictFactory(code="440113", name="番禺区"))
    for n in range(PARKS):
        make_park(n, code=f"440111-{9_000 + n}", boundary=None)
    for n, park in enumerate(Park.objects.order_by("code")):
        park.boundaries.create(
            kind="surveyed", valid=("2025-06-30", None), source=Parcel.objects.first().source,
            geometry=square(n),
        )  # fmt: skip
        park.parcels.update(geometry=square(n, side=75), code=LOT(n))
    Park.objects.filter(code=f"440111-{9_000 + PARKS - 1}").update(area=panyu)
    refresh_summaries()
    bump_revision()


@pytest.fixture
def upload(city, checked, tmp_path):
    """New parcels in the first park and the sixth, floor areas that raise FAR, procedures that were completed."""
    lots = [square(n, side=20, east=78).transform(4547, clone=True) for n in (0, 5)]
    shapes = files.gpd.GeoSeries.from_wkb([bytes(each.wkb) for each in lots])
    kept = files.gpd.GeoSeries.from_wkb(
        [bytes(square(n, side=75).transform(4547, clone=True).wkb) for n in (1, 2)]
    )
    table = files.frame(
        4,
        宗地代码=[LOT(n) for n in (100, 105, 1, 2)],
        用地手续=["已完善", "未完善", "已完善", None],
        有证情况=["有证", "无证", "有证", None],
        测量日期=["2026-01-15"] * 4,
        geometry=[*shapes, *kept],
        **{"合法建筑面积(㎡)": [1500.0, 100.0, 30000.0, None]},
    )
    return checked(files.geopackage(tmp_path / "a.gpkg", table))


def everything():
    return dump(*TABLES, SUMMARIES, *HISTORY, "inventory_source", "surveys_surveyrow", "surveys_surveyissue")


def previewed(upload, user):
    ask(upload.pk, user)
    compute(upload.pk)
    upload.refresh_from_db()
    return upload.effects


def test_nothing_of_it_stays(upload, clerk):
    before = everything()

    found = previewed(upload, clerk)

    assert (found["state"], found["parks"], everything()) == ("done", 3, before)
    assert upload.status == "checked"


def moves(before, after, name):
    found = Counter((before[park][name], after[park][name]) for park in before)
    return {pair: count for pair, count in found.items() if pair[0] != pair[1]}


def differs(was, now):
    return any(was[name] != now[name] for name in ("grade", "mode", "rank"))


def told(found):
    return {(each["from"], each["to"]): each["count"] for each in found}


def results(appraisal, scope):
    rows = appraisal.park_results.filter(park__area__code__startswith=scope)
    return {
        row["park_id"]: row
        for row in rows.values("park_id", "grade", "mode", "rank", "below_threshold", "ranked", "evidence")
    }


def test_it_says_what_the_commit_and_its_appraisal_do(upload, clerk):
    """Independent truth: two runs of the assessment, one before the commit and one after it."""
    former = results(carried_out(), "440111")
    summaries = dict(Park.objects.values_list("pk", "summary__far"))

    found = previewed(upload, clerk)

    commit(upload.pk, clerk, REASON)
    later = results(carried_out(), "440111")
    assert told(found["grades"]) == moves(former, later, "grade")
    assert told(found["modes"]) == moves(former, later, "mode")
    assert (
        found["ranks"]["changed"] == sum(former[park]["rank"] != later[park]["rank"] for park in former) > 0
    )
    moved = {park for park in former if differs(former[park], later[park])}
    touched = set(Park.objects.filter(code__in=TOUCHED).values_list("pk", flat=True))
    assert {
        each["park_id"]: (each["before"]["rank"], each["after"]["rank"]) for each in found["changes"]
    } == {park: (former[park]["rank"], later[park]["rank"]) for park in moved | touched}
    fars = {each["park_id"]: each["after"]["far"] for each in found["changes"]}
    now = dict(Park.objects.values_list("pk", "summary__far"))
    assert fars == {
        park: pytest.approx(now[park], abs=1e-6) if now[park] is not None else None for park in fars
    }
    assert any(now[park] != summaries[park] for park in fars)
    lines = {each["name"]: (each["up"], each["down"]) for each in found["lines"]}
    assert lines["改造后容积率下限"] == crossed(former, later, 0)
    assert lines["“工改工”亩均税收下限"] == crossed(former, later, 1)
    assert lines["改造后容积率下限"][0] == 1


def crossed(former, later, place):
    met = [
        {park: row["evidence"]["minimums"]["checks"][place][1] is True for park, row in run.items()}
        for run in (former, later)
    ]
    up = sum(met[1][park] and not met[0][park] for park in former)
    down = sum(met[0][park] and not met[1][park] for park in former)
    return up, down


def test_another_district_is_not_told_of(upload, clerk):
    hidden = Park.objects.get(area__code__startswith="440113")

    found = previewed(upload, clerk)

    assert hidden.pk not in {each["park_id"] for each in (*found["changes"], *found["ranks"]["largest"])}


def test_the_receipt_keeps_the_summary(upload, clerk):
    found = previewed(upload, clerk)

    receipt = commit(upload.pk, clerk, REASON).receipt

    assert receipt["effects"] == {name: value for name, value in found.items() if name != "changes"}


def test_checking_again_forgets_it(upload, clerk, monkeypatch):
    monkeypatch.setattr(tasks.check_survey, "delay", lambda upload: None)
    previewed(upload, clerk)

    services.check_again(upload.pk)

    upload.refresh_from_db()
    assert upload.effects is None


def test_an_answer_nobody_waits_for_is_dropped(upload, clerk, monkeypatch):
    ask(upload.pk, clerk)
    real = effects.compare

    def meanwhile(*of):
        SurveyUpload.objects.filter(pk=upload.pk).update(effects=None)
        return real(*of)

    monkeypatch.setattr(effects, "compare", meanwhile)

    compute(upload.pk)

    upload.refresh_from_db()
    assert upload.effects is None


def test_asked_twice_it_is_computed_once(upload, clerk, sent, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(upload.pk, clerk).effects["state"] == "computing"
    assert sent == [upload.pk]

    compute(upload.pk)
    with django_capture_on_commit_callbacks(execute=True):
        ask(upload.pk, clerk)
    assert sent == [upload.pk, upload.pk]


def test_one_lost_long_ago_is_asked_for_again(upload, clerk, sent, django_capture_on_commit_callbacks):
    SurveyUpload.objects.filter(pk=upload.pk).update(
        effects={"state": "computing", "at": "2026-01-01T00:00:00+00:00", "attempts": 1}
    )

    with django_capture_on_commit_callbacks(execute=True):
        ask(upload.pk, clerk)

    assert sent == [upload.pk]


def test_a_conflict_is_said_and_labels_nothing(upload, clerk):
    ask(upload.pk, clerk)
    Parcel.objects.filter(code=LOT(1)).update(owner_name="别人改过")

    compute(upload.pk)

    upload.refresh_from_db()
    assert (upload.effects["state"], upload.effects["problem"]["code"]) == (
        "failed",
        "survey_changed_since_checked",
    )
    assert not upload.rows.filter(outcome="conflict").exists()


def test_what_cannot_be_committed_has_no_effects(city, committed, checked, clerk, tmp_path):
    wrong = files.frame(1, 宗地代码=["440111"])
    with pytest.raises(MustFixError):
        ask(checked(files.geopackage(tmp_path / "wrong.gpkg", wrong)).pk, clerk)
    done = committed(files.frame(1, 宗地代码=[LOT(99)], geometry=[files.box(0, side=20, east=78)]))
    with pytest.raises(NotCheckedError):
        ask(done.pk, clerk)


@pytest.mark.parametrize(
    ("fault", "code"),
    [(SoftTimeLimitExceeded(), "effects_time_limit"), (RuntimeError("injected"), "effects_failed")],
)
def test_a_failure_says_so(fault, code, upload, clerk, monkeypatch):
    before = everything()
    ask(upload.pk, clerk)

    def fail(*_):
        raise fault

    monkeypatch.setattr(effects, "merge", fail)
    compute(upload.pk)

    upload.refresh_from_db()
    assert (upload.effects["state"], upload.effects["problem"]["code"], everything()) == (
        "failed",
        code,
        before,
    )


def test_a_database_that_goes_away_is_given_up_at_last(upload, clerk, monkeypatch):
    def gone(*_):
        raise OperationalError

    ask(upload.pk, clerk)
    monkeypatch.setattr(effects, "merge", gone)
    for _ in range(effects.ATTEMPTS):
        with pytest.raises(OperationalError):
            compute(upload.pk)

    compute(upload.pk)

    upload.refresh_from_db()
    assert upload.effects["problem"]["code"] == "effects_lost"


def test_a_queue_that_does_not_answer(upload, clerk, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(_):
        raise QueueError

    monkeypatch.setattr(tasks.compute_effects, "delay", refuse)

    with pytest.raises(EffectsQueueError), django_capture_on_commit_callbacks(execute=True):
        ask(upload.pk, clerk)

    upload.refresh_from_db()
    assert upload.effects is None


def test_what_a_dead_worker_left_is_sent_again(upload, clerk, sent):
    ask(upload.pk, clerk)

    assert (effects.recover(), sent) == (1, [upload.pk])


@pytest.mark.django_db(transaction=True)
def test_of_one_snapshot_in_a_transaction_of_its_own(upload, clerk):
    """As the worker does it; commits can go on afterwards."""
    before = everything()

    found = previewed(upload, clerk)

    assert (found["state"], everything()) == ("done", before)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks l join pg_database d on d.oid = l.database"
            " where locktype = 'advisory' and datname = current_database()"
        )
        assert cursor.fetchone() == (0,)
    assert commit(upload.pk, clerk, REASON).status == "committed"
