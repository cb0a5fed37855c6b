"""Which worker of pytest-xdist runs what, and when: dear set-ups are made once, on one worker.

Loaded by `./run test`. The browser's event loop stays in the thread that started it, where Django then refuses the database:
journeys come after the last test of a worker that needs one, and before the others, so that no worker waits at the end.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/journeys/", "tests/parks/demo/")
"""An installation with a browser, and the whole synthetic city."""
DATABASE = {"db", "transactional_db"}


class DearOnesTogether(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    config.option.loadscopereorder = False  # the order below is meant, however the workers were asked for
    return DearOnesTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    journeys = [item for item in items if item.get_closest_marker("journey")]
    others = [item for item in items if not item.get_closest_marker("journey")]
    last = max((at for at, item in enumerate(others) if needs_database(item)), default=-1)
    items[:] = [*others[: last + 1], *journeys, *others[last + 1 :]]


def needs_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE.intersection(getattr(item, "fixturenames", ()))
    )
