"""A checkout of its own below a short temporary directory."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.checkout import Checkout


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    root = Path(tempfile.mkdtemp(prefix="cy-"))
    # as a shared /tmp would have it: another user may pass through
    root.chmod(0o755)
    made = Checkout(root)
    made.prepare()
    made.log.touch()
    yield made
    shutil.rmtree(root, ignore_errors=True)
