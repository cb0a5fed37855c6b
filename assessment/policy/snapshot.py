"""A policy written out whole (政策快照), so that a run can be repeated years later to the bit, whatever the files say then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessment.errors import Fault, PolicyError
from assessment.policy.load import digest_of
from assessment.policy.model import Parameter, Policy, Source

Json = dict[str, Any]
PARAMETER_TEXTS = ("name", "label_zh", "label_en", "kind", "unit", "source", "article", "note")


def policy_as_dict(policy: Policy) -> Json:
    """Everything of a policy as JSON-able values."""
    return {
        "on": policy.on.isoformat(),
        "edition": policy.edition,
        "hash": policy.hash,
        "sources": [source.as_dict() for source in policy.sources.values()],
        "parameters": [_parameter_as_dict(parameter) for parameter in policy.parameters.values()],
    }


def policy_from_dict(content: Mapping[str, Any]) -> Policy:
    """The policy that ``policy_as_dict`` wrote.

    Raises
    ------
    PolicyError
        If the content is not what its hash says.
    """
    sources = {
        row["id"]: Source(**{**row, "date": date.fromisoformat(row["date"])}) for row in content["sources"]
    }
    parameters = {row["name"]: _parameter_from_dict(row) for row in content["parameters"]}
    if digest_of(sources, parameters) != content["hash"]:
        raise PolicyError(
            [
                Fault(
                    "snapshot",
                    "changed_snapshot",
                    "政策快照与其哈希不符",
                    "the snapshot differs from its hash",
                )
            ]
        )
    return Policy(date.fromisoformat(content["on"]), content["edition"], content["hash"], sources, parameters)


def _parameter_as_dict(parameter: Parameter) -> Json:
    return {
        **{name: getattr(parameter, name) for name in PARAMETER_TEXTS},
        "effective": parameter.effective.isoformat(),
        "value": parameter.value,
        "overridden": parameter.overridden,
    }


def _parameter_from_dict(row: Mapping[str, Any]) -> Parameter:
    return Parameter(**{**row, "effective": date.fromisoformat(row["effective"])})
