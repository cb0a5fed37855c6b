"""What every rule looks like: it judges a frame once, keeps compact evidence per park, and can spell it out later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy

Json = dict[str, Any]


@dataclass(frozen=True)
class Judgement:
    """Result of a rule.

    columns : result columns per table (parks, parcels, enterprises), each indexed like the frame's table.
    legend : what all parks have in common (thresholds, labels, articles); JSON-able.
    evidence : row number of a park to its compact, JSON-able evidence.
    """

    columns: Mapping[str, pd.DataFrame]
    legend: Json
    evidence: Callable[[int], Any]


@dataclass(frozen=True)
class Rule:
    """``judge`` sees the data and the policy; ``explain`` sees only stored evidence and legend."""

    name: str
    judge: Callable[[Frame, Policy], Judgement]
    explain: Callable[[Any, Json], Json] = field(repr=False)
