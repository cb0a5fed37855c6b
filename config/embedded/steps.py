"""One printed line per step, with its time; and steps side by side."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

from config.embedded import commands

T = TypeVar("T")


class Note:
    text = ""

    def __call__(self, text: str) -> None:
        self.text = text


class Steps:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.started = time.monotonic()

    def say(self, text: str) -> None:
        with self._lock:
            print(text, flush=True)

    @contextmanager
    def timed(self, name: str) -> Iterator[Note]:
        note, begun = Note(), time.monotonic()
        yield note
        self.say(f"  {name:<18} {time.monotonic() - begun:6.1f} s  {note.text}".rstrip())

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started


class Parallel:
    """Run steps in threads; the first failure ends the others' commands and is the one raised."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=8)
        self._futures: list[Future[object]] = []

    def start(self, step: Callable[[], T]) -> "Future[T]":
        future = self._pool.submit(step)
        self._futures.append(future)  # type: ignore[arg-type]
        return future

    def finish(self) -> None:
        try:
            done, _ = wait(self._futures, return_when=FIRST_EXCEPTION)
            failed = [error for future in done if (error := future.exception())]
            if failed:
                raise failed[0]
        except BaseException:
            commands.end_all()
            raise
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
