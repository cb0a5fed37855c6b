import pytest

from parks.demo.inventory import Inventory, generate


@pytest.fixture(scope="session")
def inventory() -> Inventory:
    """The full one, as every installation gets it."""
    return generate()


@pytest.fixture(scope="session")
def small() -> Inventory:
    return generate(60, seed=7)
