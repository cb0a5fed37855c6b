"""Progress while a worker checks, and stopping it: real cache, and a second connection that cancels."""

from uuid import uuid4

import pytest
from redis.exceptions import ConnectionError as CacheGone

from parks.surveys import progress, services
from parks.surveys.errors import NotCancellableError
from parks.surveys.models import SurveyUpload
from parks.surveys.progress import Progress, Stage
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(park, clerk, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(3))
    return services.receive(clerk, path.name, files.stream(path))


@pytest.fixture
def told(monkeypatch):
    """Every step of every upload, as it was told."""
    steps = []
    monkeypatch.setattr(progress, "tell", lambda upload_id, said: steps.append(said))
    return steps


def test_stages_follow_each_other_with_a_growing_share(upload, told):
    services.check(upload.pk)

    stages = list(dict.fromkeys(said["stage"] for said in told))
    shares = [said["share"] for said in told]
    assert stages == ["reading", "placing", "comparing", "checking", "staging"]
    assert shares == sorted(shares)
    assert 0 == shares[0] < shares[-1] < 1
    assert {said["rows"] for said in told if said["stage"] != "reading"} == {3}


def test_time_left_follows_from_the_pace_so_far(upload):
    key = uuid4().int % 2**40
    progress.tell(key, {"stage": "checking", "share": 0.5, "rows": 7, "started": progress.time() - 10})

    assert progress.of(key) == {"stage": "checking", "share": 0.5, "rows": 7, "seconds_left": 10}
    progress.forget(key)
    assert progress.of(key) is None


def test_nothing_is_told_once_the_check_has_ended(upload):
    services.check(upload.pk)

    assert progress.of(upload.pk) is None


def test_a_silent_cache_stops_nobody(upload, monkeypatch):
    def gone(*_, **__):
        raise CacheGone

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(progress.cache, name, gone)

    services.check(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, progress.of(upload.pk)) == ("checked", None)


@pytest.mark.parametrize("at", ["reading", "placing", "comparing", "checking", "staging"])
def test_a_check_cancelled_at_any_stage_leaves_nothing(upload, monkeypatch, at):
    step = Progress.step

    def cancelled(self, stage, *args):
        if stage == at:
            services.cancel(self.upload_id)
        step(self, stage, *args)

    monkeypatch.setattr(Progress, "step", cancelled)
    services.check(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, upload.problem, upload.rows.count()) == ("cancelled", None, 0)


def test_a_check_begun_anew_meanwhile_discards_the_old_one(upload, monkeypatch):
    step = Progress.step

    def restarted(self, stage, *args):
        if stage == Stage.CHECKING:
            services.cancel(self.upload_id)
            services.check_again(self.upload_id)
        step(self, stage, *args)

    monkeypatch.setattr(Progress, "step", restarted)
    services.check(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.rows.count()) == ("received", 0)

    monkeypatch.undo()
    services.check(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.rows.count()) == ("checked", 3)


def test_what_waits_can_be_cancelled_and_what_is_over_cannot(upload):
    services.cancel(upload.pk)
    services.check(upload.pk)  # the task comes late
    upload.refresh_from_db()
    assert upload.status == "cancelled"

    for status in ("cancelled", "checked", "refused", "failed"):
        SurveyUpload.objects.filter(pk=upload.pk).update(status=status)
        with pytest.raises(NotCancellableError):
            services.cancel(upload.pk)
    SurveyUpload.objects.filter(pk=upload.pk).update(status="committing")
    services.cancel(upload.pk)
    upload.refresh_from_db()
    assert upload.status == "checked"
