"""Taking turns: each round measures everybody once, so that a busy moment of the machine hits all alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bench.records import Record, Who


@dataclass(frozen=True)
class Contender:
    who: Who
    tool: str
    measure: Callable[[], float]


def in_turns(
    bench: str,
    case: str,
    contenders: list[Contender],
    *,
    unit: str,
    better: Literal["lower", "higher"],
    runs: int,
    warm: int = 1,
) -> list[Record]:
    """Medians over the rounds; `warm` rounds before them do not count."""
    values: list[list[float]] = [[] for _ in contenders]
    for turn in range(warm + runs):
        for found, contender in zip(values, contenders, strict=True):
            value = contender.measure()
            if turn >= warm:
                found.append(value)
    return [
        Record(bench, case, each.who, each.tool, round(statistics.median(found), 4), unit, better, len(found))
        for each, found in zip(contenders, values, strict=True)
    ]


def seconds(work: Callable[[], object], before: Callable[[], object] | None = None) -> Callable[[], float]:
    """A measure: the wall time of `work`; `before` prepares each run and is not counted."""

    def measure() -> float:
        if before:
            before()
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return measure
