"""All that must stand before a command of ours can run, brought up side by side."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from config.embedded import commands, frontend, node, python_env, supervisor, system, tools
from config.embedded.browser import Browser
from config.embedded.browser import ensure as ensure_browser
from config.embedded.checkout import Checkout
from config.embedded.keys import Keys
from config.embedded.keys import ensure as ensure_keys
from config.embedded.locks import Lock
from config.embedded.node import Node
from config.embedded.services import Services
from config.embedded.stamps import Stamps
from config.embedded.steps import Parallel, Steps
from config.embedded.tools import Uv

T = TypeVar("T")
LOG_LIMIT = 20 * 1024 * 1024


def prepare(root: Path) -> Checkout:
    """The checkout on a system that will do, with its .local made."""
    system.require_supported()
    checkout = Checkout(root)
    checkout.prepare()
    return checkout


class Setup:
    def __init__(self, root: Path) -> None:
        self.checkout = prepare(root)
        self.steps = Steps()
        self.stamps = Stamps(self.checkout.local / "stamps")
        self.keys: Keys = ensure_keys(self.checkout.local / "keys.json")
        self.python = Path(sys.executable)
        self.identity = ""
        self.browser: Browser | None = None
        self.uv: Callable[[], Uv] = once(lambda: tools.ensure(self.checkout, self.steps))
        self.node: Callable[[], Node] = once(lambda: node.ensure(self.checkout, self.uv, self.steps))
        self._lock = Lock(self.checkout.local / "lock" / "setup")
        self._take_lock()
        self.services = Services(self.checkout, self.steps)

    @property
    def log(self) -> Path:
        return self.checkout.log

    def _take_lock(self) -> None:
        if not self._lock.try_exclusive():
            self.steps.say("Another ./run is setting this checkout up; waiting for it …")
            self._lock.wait_exclusive()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        commands.append(self.log, "--- set-up begins")
        supervisor.end_leftovers(f"{self.checkout.key}:setup")
        commands.mark_all(f"{self.checkout.key}:setup")

    def bring_up(
        self,
        lock: Path = python_env.RUNTIME_LOCK,
        pages: bool = True,
        browser: bool = False,
        fresh: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        """``then`` needs Python, database and broker, and runs while the front end is still being built."""
        parallel = Parallel()
        database = parallel.start(lambda: self._database(fresh))
        python = parallel.start(lambda: self._python(lock))
        if pages:
            parallel.start(frontend.Frontend(self.checkout, self.steps, self.node).build)
        if browser:
            parallel.start(lambda: self._browser(python, database))
        if then is not None:
            parallel.start(lambda: (python.result(), database.result(), then()))
        parallel.finish()

    def _database(self, fresh: bool) -> None:
        self.identity = self.services.start_database(fresh)

    def _python(self, lock: Path) -> Path:
        self.python = python_env.ensure(self.checkout, self.uv, self.steps, lock)
        self.services.start_broker()
        return self.python

    def _browser(self, python: "Future[Path]", database: "Future[None]") -> None:
        # as root this installs packages: not while the database asks apt what is installed
        database.result()
        self.browser = ensure_browser(self.checkout, python.result(), self.node, self.steps)

    def environment(self, **extra: str) -> dict[str, str]:
        keys = {"SECRET_KEY": self.keys.secret_key, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0"}
        return commands.clean_environment({**keys, **self.services.urls(), **extra})

    def release(self) -> None:
        """Set-up is over: another run may set itself up beside this one."""
        self._lock.close()
        commands.mark_all("")

    def stop_services(self) -> None:
        with Lock(self.checkout.local / "lock" / "setup") as lock:
            if lock.try_exclusive():
                self.services.stop()


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Made at the first call, by whichever thread comes first."""
    made: list[T] = []
    lock = threading.Lock()

    def get() -> T:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get
