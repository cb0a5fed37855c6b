import datetime as dt

import factory

from parks.objections.models import Objection
from tests.factories.accounts import UserFactory
from tests.factories.inventory import ParkFactory


class ObjectionFactory(factory.django.DjangoModelFactory[Objection]):
    """An objection to a park's grade D of 2025, as registered."""

    class Meta:
        model = Objection

    subject = "parks"
    park = factory.SubFactory(ParkFactory)
    subject_id = factory.SelfAttribute("park.id")
    subject_code = factory.SelfAttribute("park.code")
    subject_name = factory.SelfAttribute("park.name")
    about = "grade"
    year = 2025
    grade = "D"
    grade_score = 31.5
    objector = "石马经济联社"
    contact = "13800000000"
    statement = "产值漏报一家企业。"
    received_on = dt.date(2026, 11, 2)
    deadline = dt.date(2026, 11, 23)
    registered_by = factory.SubFactory(UserFactory)


class DispatchedFactory(ObjectionFactory):
    status = "dispatched"
    dispatched_to = "开发区企业服务局"
    dispatched_by = factory.SelfAttribute("registered_by")
    dispatched_at = dt.datetime(2026, 11, 3, 2, tzinfo=dt.UTC)


class DecidedFactory(DispatchedFactory):
    status = "decided"
    outcome = "partly"
    reason = "漏报企业已补报。"
    remedy = "按补报数重评"
    decided_by = factory.SelfAttribute("registered_by")
    decided_at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)


class WithdrawnFactory(ObjectionFactory):
    status = "withdrawn"
    withdrawn_reason = "重复登记"
    withdrawn_by = factory.SelfAttribute("registered_by")
    withdrawn_at = dt.datetime(2026, 11, 4, 2, tzinfo=dt.UTC)
