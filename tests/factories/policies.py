import datetime as dt

import factory

from parks.policies.models import PolicyEdition
from tests.factories.accounts import UserFactory

STARTS_ON = dt.date(2027, 1, 1)


def text_of(metres: object, start: dt.date = STARTS_ON) -> str:
    """An edition that moves one threshold: the greatest distance to the metro for a micro-renovation."""
    return (
        f"title: {{zh: 试行版, en: trial}}\nfrom: {start}\nsources: []\n"
        f"parameters:\n  mode_metro_max: {{value: {metres}}}\n"
    )


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyEdition

    title_zh = "试行版"
    title_en = "trial"
    starts_on = STARTS_ON
    text = factory.Sequence(lambda n: text_of(1_000 + n))
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_by = factory.SubFactory(UserFactory)
