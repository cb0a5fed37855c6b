"""Database and broker of one checkout: shared by its runs, stopped by the last of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from config.embedded import broker, database
from config.embedded.broker import Broker
from config.embedded.checkout import Checkout
from config.embedded.locks import Lock
from config.embedded.postgres import DATABASE, Cluster
from config.embedded.steps import Steps


@dataclass
class Services:
    checkout: Checkout
    steps: Steps
    cluster: Cluster | None = None
    broker: Broker | None = None
    _used: Lock = field(init=False)

    def __post_init__(self) -> None:
        self._used = Lock(self.checkout.local / "lock" / "services")
        self._used.share()

    def start_database(self, fresh: bool = False) -> str:
        """Returns the identity of the database's contents; empty where DATABASE_URL is given."""
        if os.environ.get("DATABASE_URL"):
            return ""
        cluster = database.ensure(self.checkout, self.steps, fresh)
        adopted = cluster.running() is not None
        with self.steps.timed("database") as note:
            cluster.start()
            self.cluster = cluster
            if fresh:
                cluster.drop_database()
            identity = cluster.ensure_database()
            note("taken over from an earlier run" if adopted else "")
        return identity

    def start_broker(self) -> None:
        if os.environ.get("REDIS_URL"):
            return
        self.broker = broker.ensure(self.checkout)
        self.broker.start()

    def urls(self, database_name: str = DATABASE, broker_number: int = 0) -> dict[str, str]:
        given = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
        own = {
            "DATABASE_URL": self.cluster.url(database_name) if self.cluster else "",
            "REDIS_URL": self.broker.url(broker_number) if self.broker else "",
        }
        return {name: given[name] or own[name] for name in given}

    def stop(self) -> None:
        """Only when no other run of this checkout uses them."""
        if not self._used.try_exclusive():
            return
        stops: list[Callable[[], None]] = [part.stop for part in (self.broker, self.cluster) if part]
        for stop in stops:
            stop()
