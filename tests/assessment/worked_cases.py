"""Worked cases from the documents: ``cases/<rule>.yaml``, each naming its source."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assessment.frame import canonical
from assessment.rules.rule import Rule
from tests.assessment.frames import frame_of, policy

STANDARD = policy()
HOME = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """The file's cases as test parameters; each has source, park and expect."""
    rows = yaml.safe_load((HOME / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(row["source"] for row in rows)
    return [pytest.param(row["park"], row["expect"], id=row["case"]) for row in rows]


def explained(rule: Rule, park: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    judgement = rule.judge(canonical(frame_of([park])), policy(**overrides) if overrides else STANDARD)
    return rule.explain(judgement.evidence(0), judgement.legend)


def column(rule: Rule, name: str, *parks: dict[str, Any], **overrides: Any) -> list[Any]:
    judgement = rule.judge(canonical(frame_of(list(parks))), policy(**overrides) if overrides else STANDARD)
    return judgement.columns["parks"][name].tolist()
