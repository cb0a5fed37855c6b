"""The checks before the tests: side by side, silent when they pass, told in full when not."""

import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands
from config.embedded.commands import CommandFailedError
from config.embedded.steps import Steps


@dataclass(frozen=True)
class Gate:
    name: str
    command: Sequence[str]
    cwd: Path
    environment: Mapping[str, str]


def run_all(gates: Sequence[Gate], log: Path, steps: Steps) -> list[str]:
    """Names of the gates that failed."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        passed = list(pool.map(lambda gate: _run(gate, log, steps), gates))
    return [gate.name for gate, good in zip(gates, passed, strict=True) if not good]


def _run(gate: Gate, log: Path, steps: Steps) -> bool:
    begun = time.monotonic()
    try:
        commands.run(gate.name, gate.command, log, gate.environment, gate.cwd)
    except CommandFailedError as failure:
        steps.say(f"  {gate.name:<18} {time.monotonic() - begun:6.1f} s  FAILED\n{failure.output.rstrip()}\n")
        return False
    steps.say(f"  {gate.name:<18} {time.monotonic() - begun:6.1f} s")
    return True
