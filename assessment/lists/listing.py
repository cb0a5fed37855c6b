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
Results = Mapping[str, pd.DataFrame]

CLEAR, CANNOT_ASSESS, NOT_APPLICABLE = "clear", "cannot_assess", "not_applicable"
UNLISTED = (CLEAR, CANNOT_ASSESS, NOT_APPLICABLE)


@dataclass(frozen=True)
class Listed:
    """Result of a list over the subjects of one table.

    entries : rows to show, indexed by id of the subject: ``park_id`` where it lies, ``status`` (a word of the list's own
        vocabulary, for example ``listed``, ``exempt``), ``reasons`` and ``effects`` (lists of codes explained in the
        legend), ``evidence`` (a JSON-able dict of the inputs and arithmetic; see ``explaining.explain_entry``). Who is
        clear, cannot be assessed or is none of the list's business has no row.
    legend : labels of statuses, reasons and effects (Chinese, English), inputs, checks with article and edition; JSON-able.
    counts : number of subjects by status, ``clear``, ``cannot_assess`` and ``not_applicable`` included.
    missing : for those who cannot be assessed, input column to the number of subjects that lack it.
    districts : district code to the same ``counts`` and ``missing`` of that district alone.
    """

    entries: pd.DataFrame
    legend: Json
    counts: Mapping[str, int]
    missing: Mapping[str, int]
    districts: Mapping[str, Json]


@dataclass(frozen=True)
class ListRule:
    """One list. ``judge`` sees the frame, the policy and the result columns of the rules per table (grades, modes)."""

    name: str
    subject: Subject
    label_zh: str
    label_en: str
    judge: Callable[[Frame, Policy, Results], Listed]


@dataclass(frozen=True)
class Overview:
    """Result of a table about areas instead of subjects (统计表).

    rows : JSON-able, each with ``area`` (code of a town or district), ``status``, ``reasons`` and ``evidence`` like an
        entry's, so that both can be shown alike.
    """

    rows: list[Json]
    legend: Json


@dataclass(frozen=True)
class OverviewRule:
    name: str
    label_zh: str
    label_en: str
    judge: Callable[[Frame, Policy, Results], Overview]
