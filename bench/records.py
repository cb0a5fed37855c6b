"""What a benchmark found, as a list for programs and a table for people."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Literal

Who = Literal["ours", "peer", "floor"]


@dataclass(frozen=True)
class Record:
    bench: str
    case: str
    who: Who
    tool: str
    value: float
    unit: str
    better: Literal["lower", "higher"]
    runs: int

    def as_dict(self) -> dict[str, str | float | int]:
        return asdict(self)


def table(records: Iterable[Record]) -> str:
    """One line per figure; the ratio says how many times better ours is than that tool."""
    lines = [f"{'case':<28}{'who':<7}{'tool':<44}{'value':>11} {'unit':<7}{'runs':>5}  ours is"]
    for (bench, case), found in groupby(records, key=lambda record: (record.bench, record.case)):
        rows = list(found)
        ours = next((row for row in rows if row.who == "ours"), None)
        for row in rows:
            lines.append(
                f"{bench + ' ' + case:<28}{row.who:<7}{row.tool:<44}{row.value:>11,.4g} {row.unit:<7}{row.runs:>5}"
                f"  {_compared(ours, row)}"
            )
    return "\n".join(lines)


def ratio(ours: Record, other: Record) -> float:
    """How many times better ours is: above 1 is better, whichever way the unit counts."""
    return other.value / ours.value if ours.better == "lower" else ours.value / other.value


def _compared(ours: Record | None, other: Record) -> str:
    if ours is None or other is ours:
        return ""
    times = ratio(ours, other)
    return f"{times:.2f} × as good" if times >= 0.1 else f"{times:.3f} × as good"
