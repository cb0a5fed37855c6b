"""Answers of the clerk: what they mean, that they last, and that the same file is then checked with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.inventory.models import Parcel
from parks.surveys import services, tasks
from parks.surveys.answers import Answers
from parks.surveys.commit import commit
from parks.surveys.errors import ChangedSinceCheckedError
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db

ROW = st.integers(1, 10**6)
ANSWERS = st.builds(
    Answers,
    layer=st.text(max_size=5),
    epsg=st.sampled_from([None, 4547]),
    shift=st.sampled_from(["", "gcj02"]),
    columns=st.dictionaries(st.text(max_size=3), st.sampled_from([None, "code"]), max_size=2),
    cells=st.dictionaries(
        ROW, st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2), max_size=2
    ),
    clipped=st.frozensets(ROW, max_size=3),
    left_out=st.frozensets(ROW, max_size=3),
    overridden=st.dictionaries(ROW, st.integers(-(2**62), 2**62), max_size=2),
)


@given(ANSWERS)
def test_answers_come_back_from_json_as_they_were(answers):
    assert Answers.load(answers.dump()) == answers


@pytest.fixture
def answer(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(tasks.check_survey, "delay", tasks.check_survey)

    def say(upload, **said):
        with django_capture_on_commit_callbacks(execute=True):
            services.check_again(upload.pk, said)
        upload.refresh_from_db()
        return upload

    return say


def test_rows_left_out_are_not_taken_in_and_can_be_taken_back(park, checked, clerk, answer, tmp_path):
    table = files.frame(3, 宗地代码=[files.CODE.format(1), "坏", files.CODE.format(3)])
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    assert upload.counts["rejected"] == 1

    answer(upload, left_out=[2, 99])

    assert list(upload.rows.values_list("row", "outcome", "reason")) == [
        (1, "new", ""),
        (2, "rejected", "answer.left-out"),
        (3, "new", ""),
    ]
    assert upload.issues_by_code == []
    assert upload.counts == {"total": 3, "new": 2, "update": 0, "unchanged": 0, "conflict": 0, "rejected": 1}
    assert answer(upload, take_back=[2]).rows.get(row=2).reason == "parcel-code.length"
    answer(upload, left_out=[2])
    commit(upload.pk, clerk)
    assert Parcel.objects.count() == 2


def test_a_file_with_every_row_left_out_is_read_as_before(park, checked, answer, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))

    answer(upload, left_out=[1, 2])

    assert (upload.status, upload.counts["total"], upload.counts["rejected"]) == ("checked", 2, 2)
    assert (upload.reading["crs"]["epsg"], upload.issues_by_code) == (4547, [])
    assert answer(upload, take_back=[1, 2]).counts["new"] == 2


def test_a_layer_is_chosen_where_there_are_several(park, checked, answer, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(1), layer="宗地")
    upload = checked(files.geopackage(path, files.frame(2), layer="房屋"))
    assert (upload.status, upload.problem["code"]) == ("refused", "layers.several")

    answer(upload, layer="房屋")

    assert (upload.status, upload.problem, upload.counts["total"]) == ("checked", None, 2)


@pytest.fixture
def changed(park, checked, clerk, tmp_path):
    """An upload of a parcel whose owner somebody else changed after it was checked, and one that is as it was."""
    parcels = [
        ParcelFactory(
            code=files.CODE.format(n), park=park, geometry=stored(files.box(n - 1)), owner_name="旧名"
        )
        for n in (1, 2)
    ]
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))
    parcels[0].owner_name = "他人所改"
    parcels[0].save()
    with pytest.raises(ChangedSinceCheckedError):
        commit(upload.pk, clerk)
    upload.refresh_from_db()
    return upload


def owners():
    return list(Parcel.objects.order_by("code").values_list("owner_name", flat=True))


def test_a_conflict_stays_one_however_often_it_is_checked(changed, answer):
    for _ in range(2):
        answer(changed)
        assert list(changed.rows.values_list("outcome", "reason")) == [
            ("conflict", "conflict.parcel"),
            ("update", ""),
        ]


def test_the_file_replaces_what_somebody_changed_only_when_chosen(changed, answer, clerk):
    answer(changed, conflicts={"1": "file"})

    assert changed.counts["update"] == 2
    commit(changed.pk, clerk)
    assert owners() == ["石马村经济联社"] * 2


def test_what_is_stored_stays_when_that_is_chosen(changed, answer, clerk):
    answer(changed, conflicts={"all": "stored"})

    assert changed.rows.get(row=1).reason == "answer.left-out"
    commit(changed.pk, clerk)
    assert owners() == ["他人所改", "石马村经济联社"]


def test_a_choice_holds_against_what_was_seen_and_no_later_change(changed, answer, clerk):
    answer(changed, conflicts={"all": "file"})
    Parcel.objects.filter(code=files.CODE.format(1)).update(owner_name="又改")

    with pytest.raises(ChangedSinceCheckedError):
        commit(changed.pk, clerk)
    answer(changed)

    assert changed.counts["conflict"] == 1


def test_a_change_that_the_file_agrees_with_is_no_conflict(changed, answer):
    Parcel.objects.filter(code=files.CODE.format(1)).update(owner_name="石马村经济联社")

    answer(changed)

    assert (changed.counts["conflict"], changed.counts["unchanged"]) == (0, 1)
