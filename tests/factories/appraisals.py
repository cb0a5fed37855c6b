import factory
from django.utils import timezone

from parks.appraisals.models import Appraisal, ParkResult
from tests.factories.inventory import ParkFactory


class AppraisalFactory(factory.django.DjangoModelFactory[Appraisal]):
    """A finished run that everybody reads."""

    class Meta:
        model = Appraisal

    status = "done"
    progress = 100
    finished_at = factory.LazyFunction(timezone.now)
    policy_edition = "2022-01-01-test"
    is_current = True


class ParkResultFactory(factory.django.DjangoModelFactory[ParkResult]):
    class Meta:
        model = ParkResult

    appraisal = factory.SubFactory(AppraisalFactory)
    park = factory.SubFactory(ParkFactory)
    grade = "B"
    grade_score = 61.5
    grade_reason = "ranked"
    mode = "micro"
    mode_settled = True
    need = 40.0
    opportunity = 60.0
    priority = 50.0
    rank = factory.Sequence(lambda n: n + 1)
    ranked = True
    completeness = 0.9
    trust = 0.8
    below_threshold = False
    evidence = factory.LazyFunction(dict)
