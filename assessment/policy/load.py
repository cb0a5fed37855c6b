"""Chooses, for a day, the value in force of every parameter (按施行日期取值)."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from assessment.errors import Fault, PolicyError
from assessment.policy.consistency import consistency_faults
from assessment.policy.documents import Documents, read_documents
from assessment.policy.model import Parameter, Policy, Source
from assessment.policy.values import problem_of

GROUND = ("source", "article", "note")


def load_policy(on: date, overrides: Mapping[str, Any] | None = None) -> Policy:
    """The policy in force on a day, with some values replaced if asked.

    Parameters
    ----------
    on : the day; each parameter takes its latest value with ``from`` not after it.
    overrides : parameter name to value, checked like the files (what a "what if" run passes).

    Raises
    ------
    PolicyError
        With every faulty file or override, or every parameter without a value on that day.
    """
    return policy_from(read_documents(), on, overrides)


def policy_from(documents: Documents, on: date, overrides: Mapping[str, Any] | None = None) -> Policy:
    """The same, from documents already read."""
    overrides = overrides or {}
    faults = _override_faults(documents, overrides)
    parameters: dict[str, Parameter] = {}
    for name in sorted(documents.parameters):
        parameter = _in_force(documents.parameters[name], on)
        if parameter is None:
            faults.append(Fault(name, "not_in_force", f"{on} 尚无有效值", f"no value in force on {on}"))
        else:
            parameters[name] = parameter
    if faults:
        raise PolicyError(faults)
    for name, value in overrides.items():
        parameters[name] = _replaced(parameters[name], value)
    faults = consistency_faults(parameters, documents.sources)
    if faults:
        raise PolicyError(faults)
    digest = digest_of(documents.sources, parameters)
    latest = max(parameter.effective for parameter in parameters.values())
    edition = f"{latest.isoformat()}-{digest[:8]}" + ("-custom" if overrides else "")
    return Policy(on, edition, digest, documents.sources, parameters)


def _override_faults(documents: Documents, overrides: Mapping[str, Any]) -> list[Fault]:
    faults: list[Fault] = []
    for name, value in overrides.items():
        if name not in documents.parameters:
            faults.append(Fault(name, "unknown_parameter", "没有此参数", "no such parameter"))
            continue
        problem = problem_of(documents.parameters[name]["kind"], value)
        if problem:
            faults.append(Fault(name, "bad_override", "替换值有误", problem))
    return faults


def _in_force(content: dict[str, Any], on: date) -> Parameter | None:
    started = [item for item in content["values"] if item["from"] <= on]
    if not started:
        return None
    return Parameter(
        name=content["name"],
        label_zh=content["label"]["zh"],
        label_en=content["label"]["en"],
        kind=content["kind"],
        unit=content["unit"],
        # an edition may give a value on a ground of its own
        **{key: started[-1].get(key, content[key]) for key in GROUND},
        effective=started[-1]["from"],
        # documents are read once and shared: hand out a copy that nobody else holds
        value=copy.deepcopy(started[-1]["value"]),
    )


def _replaced(parameter: Parameter, value: Any) -> Parameter:
    fields = {name: getattr(parameter, name) for name in Parameter.__slots__}
    return Parameter(**{**fields, "value": copy.deepcopy(value), "overridden": True})


def digest_of(sources: Mapping[str, Source], parameters: Mapping[str, Parameter]) -> str:
    """SHA-256 of all that a policy consists of."""
    content = {
        "sources": {name: source.as_dict() for name, source in sources.items()},
        "parameters": {name: parameter.as_dict() for name, parameter in parameters.items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
