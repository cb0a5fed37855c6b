"""What a list is (名单): who is on it, why, and what follows in law; judged over whole columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy

Json = dict[str, Any]
Subject = Literal["parks", "parcels", "enterprises"]


@dataclass(frozen=True)
class Listed:
    """Result of a list over the subjects of one table.

    entries : rows to show, indexed by id of the subject. ``status`` is a word of the list's own vocabulary (for example
        ``listed``, ``exempt``, ``watch``); ``effects`` and ``reasons`` are lists of codes explained in the legend;
        ``evidence`` is a JSON-able dict of the inputs and arithmetic. Who is clear, or cannot be assessed, has no row.
    legend : labels of statuses, reasons and effects (Chinese, English), thresholds with article and edition; JSON-able.
    counts : number of subjects by status, ``clear`` and ``cannot_assess`` included.
    missing : for those who cannot be assessed, input column to the number of subjects that lack it.
    """

    entries: pd.DataFrame
    legend: Json
    counts: Mapping[str, int]
    missing: Mapping[str, int]


@dataclass(frozen=True)
class ListRule:
    """One list. ``judge`` sees the frame, the policy and the result columns of the rules per table (grades, modes)."""

    name: str
    subject: Subject
    label_zh: str
    label_en: str
    judge: Callable[[Frame, Policy, Mapping[str, pd.DataFrame]], Listed]
