"""A run with entries on its lists: two parks in 白云区, one in 番禺区, each with one parcel of idle state land."""

from dataclasses import replace

import pandas as pd
import pytest
from django.utils import timezone

from assessment.appraisal import Appraisal as Judged
from assessment.appraise import appraise
from parks.appraisals.models import Appraisal
from parks.appraisals.storing import store
from parks.inventory.frames import assessment_frame
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from parks.policies.services import policy_on
from tests.factories.inventory import DistrictFactory, TownFactory
from tests.parks.appraisals.conftest import make_park

FORMULA = '=HYPERLINK("http://example.invalid","x")'


def idle_parks(count: int) -> list[Park]:
    """Parks in 白云区 with a parcel each; the first park's name looks like a formula."""
    parks = [make_park(n) for n in range(count)]
    Park.objects.filter(pk=parks[0].pk).update(name=FORMULA, is_synthetic=True)
    return parks


def elsewhere_park() -> Park:
    panyu = DistrictFactory(code="440113", name="番禺区")
    town = TownFactory(code="440113105", name="石碁镇", parent=panyu)
    return make_park(50, code="440113-0001", area=town)


def judged_now() -> Judged:
    """The inventory as it is, every parcel idle for two years by its enterprise's fault, half of the prices known."""
    frame = assessment_frame()
    parcels = frame.parcels.assign(
        tenure="state",
        construction_started=pd.array([False] * len(frame.parcels), dtype="boolean"),
        idle_years=2.0,
        idle_cause="enterprise",
        hoarding=pd.array([True] * len(frame.parcels), dtype="boolean"),
        land_price_wan_yuan=[500.0 if row % 2 == 0 else None for row in range(len(frame.parcels))],
        town_code=[f"{code}113" for code in frame.parcels["district_code"]],
        exit="industrial_renewal",
    )
    return appraise(replace(frame, parcels=parcels), policy_on(timezone.localdate()))


def listed_run(**fields: object) -> Appraisal:
    refresh_summaries()
    judged = judged_now()
    run = Appraisal.objects.create(
        status="done",
        finished_at=timezone.now(),
        legend=judged.legend,
        year=2025,
        policy_edition=judged.policy.edition,
        details_kept=True,
        **{"is_current": True, **fields},
    )
    store(run, judged)
    return run


@pytest.fixture
def run(db: None) -> Appraisal:
    idle_parks(2)
    elsewhere_park()
    return listed_run()
