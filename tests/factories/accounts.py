import factory

from parks.accounts.models import Role, User


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    role = Role.OFFICIAL
    scope = factory.LazyFunction(lambda: ["4401"])
    password = factory.django.Password("correct-horse-1")
