"""Commits, undos and edits by hand in any order, against a model of stacks: what a parcel was lies under what it is, and a
batch is taken back from a parcel only where it lies on top."""

import random
from dataclasses import dataclass, field

import pghistory
import pytest
from django.db import connection

from parks.inventory.models import Parcel
from parks.inventory.services import refresh_summaries
from parks.surveys.commit import commit
from parks.surveys.errors import AlreadyUndoneError, NothingToUndoError, UndoRefusedError
from parks.surveys.undo import undo
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored
from tests.parks.surveys.inventories import SUMMARIES, dump

pytestmark = pytest.mark.django_db

LOTS, STEPS = 4, 14
CODE = files.CODE.format
STATES = """
SELECT p.code, p::text || coalesce(string_agg(b::text, ';' ORDER BY b.id), '')
FROM inventory_parcel p LEFT JOIN inventory_buildingarea b ON b.parcel_id = p.id
GROUP BY p.id
"""
BY_HAND = 0


def states() -> dict[str, str]:
    """Code → the parcel with all its building areas, to the byte."""
    with connection.cursor() as cursor:
        cursor.execute(STATES)
        return dict(cursor.fetchall())


@dataclass
class Model:
    """Code → what was written to the parcel, by whom, the newest last; the lowest entry is what was there at first."""

    stacks: dict[str, list[tuple[int, str | None]]] = field(default_factory=dict)

    def written(self, by: int) -> None:
        now = states()
        for code in {CODE(n) for n in range(LOTS)} | set(self.stacks):
            stack = self.stacks.setdefault(code, [(BY_HAND, None)])
            if now.get(code) != stack[-1][1]:
                stack.append((by, now.get(code)))

    def take_back(self, batch: int) -> tuple[int, set[str]]:
        """How many parcels, and those that keep it."""
        done, refused = 0, set()
        for code, stack in self.stacks.items():
            if stack[-1][0] == batch:
                stack.pop()
                done += 1
            elif any(by == batch for by, _ in stack):
                refused.add(code)
        return done, refused

    def now(self) -> dict[str, str]:
        return {code: stack[-1][1] for code, stack in self.stacks.items() if stack[-1][1] is not None}


@pytest.fixture
def survey_of(checked, clerk, tmp_path):
    def take_in(chance: random.Random, number: int) -> int:
        """Some of the lots, with an owner, a day and a floor area that chance decides."""
        lots = sorted(chance.sample(range(LOTS), chance.randint(1, LOTS)))
        table = files.frame(
            len(lots),
            宗地代码=[CODE(n) for n in lots],
            geometry=[files.box(n, side=chance.choice([30, 40])) for n in lots],
            权利人=[chance.choice("甲乙丙") for _ in lots],
            测量日期=[f"2025-0{chance.randint(1, 4)}-01" for _ in lots],
            层数=[chance.choice([None, 3]) for _ in lots],
            **{"合法建筑面积(㎡)": [chance.choice([None, 500.0, 600.0]) for _ in lots]},
        )
        upload = checked(files.geopackage(tmp_path / f"{number}.gpkg", table))
        return commit(upload.pk, clerk, "按现场登记").pk

    return take_in


def edit_by_hand(chance: random.Random) -> None:
    with pghistory.context():
        codes = list(Parcel.objects.order_by("code").values_list("code", flat=True))
        Parcel.objects.filter(code=chance.choice(codes)).update(address=f"{chance.random()} 号")


@pytest.mark.parametrize("seed", range(4))
def test_any_order(seed, park, clerk, survey_of):
    chance, model, batches = random.Random(seed), Model(), []
    for n in range(2):
        ParcelFactory(code=CODE(n), park=park, geometry=stored(files.box(n)), owner_name="旧名")
    model.written(BY_HAND)
    for number in range(STEPS):
        step = chance.choice(["commit", "commit", "undo", "undo", "undo", "edit"])
        if step == "commit" or not batches:
            batches.append(survey_of(chance, number))
            model.written(batches[-1])
        elif step == "undo":
            _undo_both(chance.choice(batches), clerk, model)
        else:
            edit_by_hand(chance)
            model.written(BY_HAND)
        assert states() == model.now()
    for batch in reversed(batches):
        _undo_both(batch, clerk, model)
    assert states() == model.now()
    _summaries_follow()


def _undo_both(batch, clerk, model):
    done, refused = model.take_back(batch)
    if not done:
        with pytest.raises((AlreadyUndoneError, NothingToUndoError, UndoRefusedError)):
            undo(batch, clerk)
        return
    upload = undo(batch, clerk)
    assert upload.undo["rows"] == done
    assert {each["code"] for each in upload.undo["refused"]} == refused
    assert upload.status == ("committed" if refused else "undone")


def _summaries_follow():
    derived = dump(SUMMARIES)
    refresh_summaries()
    assert dump(SUMMARIES) == derived
