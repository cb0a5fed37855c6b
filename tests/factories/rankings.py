import factory

from parks.rankings.models import Scenario
from tests.factories.accounts import UserFactory


class ScenarioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Scenario

    name = factory.Sequence(lambda n: f"情景{n}")
    weights = {"metro_distance": 1.0, "centre_distance": 1.0}
    created_by = factory.SubFactory(UserFactory)
