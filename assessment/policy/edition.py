"""An edition of the policy (政策版本) that an administrator adds to the files: new dated values, and what they change."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessment.errors import Fault, PolicyError
from assessment.policy.documents import Documents, checked_documents, is_label, raw_source
from assessment.policy.model import Policy

Json = dict[str, Any]
FIELDS = {"title", "from", "sources", "parameters"}
VALUE_FIELDS = {"value", "source", "article", "note"}


@dataclass(frozen=True, slots=True)
class Change:
    """One parameter that differs between two policies; ``before`` or ``after`` is None where there was none."""

    name: str
    label_zh: str
    label_en: str
    before: Json | None
    after: Json | None


def with_editions(documents: Documents, editions: Sequence[Mapping[str, Any]]) -> Documents:
    """The documents with every edition's values added, each from its own day on.

    An edition is ``{title: {zh, en}, from: date, sources: [as in sources.yaml], parameters: {name: {value, source,
    article, note}}}``; source, article and note are those of the parameter unless given. A value for a day that has one
    replaces it: the later edition counts.

    Raises
    ------
    PolicyError
        With every fault of every edition, each by edition, parameter and what is wrong.
    """
    faults = [fault for edition in editions for fault in _shape_faults(edition, documents)]
    if faults:
        raise PolicyError(faults)
    sources = [raw_source(source) for source in documents.sources.values()]
    parameters = {name: copy.deepcopy(content) for name, content in documents.parameters.items()}
    for edition in editions:
        sources += edition["sources"]
        for name, value in edition["parameters"].items():
            _add(parameters[name], edition["from"], value)
    return checked_documents(sources, parameters)


def changes(before: Policy, after: Policy) -> list[Change]:
    """Parameters whose value or ground differs, by name."""
    names = sorted({*before.parameters, *after.parameters})
    found = [_change(name, before, after) for name in names]
    return [change for change in found if change.before != change.after]


def _change(name: str, before: Policy, after: Policy) -> Change:
    old, new = before.parameters.get(name), after.parameters.get(name)
    shown = new or old
    assert shown is not None
    return Change(
        name,
        shown.label_zh,
        shown.label_en,
        None if old is None else {**old.as_dict(), "overridden": False},
        None if new is None else {**new.as_dict(), "overridden": False},
    )


def _add(parameter: Json, start: date, value: Mapping[str, Any]) -> None:
    kept = [item for item in parameter["values"] if item["from"] != start]
    ground = {key: value[key] for key in ("source", "article", "note") if key in value}
    dated = {"from": start, "value": copy.deepcopy(value["value"]), **ground}
    parameter["values"] = sorted([*kept, dated], key=lambda item: item["from"])


def _shape_faults(edition: Mapping[str, Any], documents: Documents) -> list[Fault]:
    if not isinstance(edition, Mapping) or set(edition) != FIELDS:
        return [_fault("edition", f"needs exactly {sorted(FIELDS)}")]
    if not is_label(edition["title"]):
        return [_fault("edition.title", "needs zh and en")]
    if type(edition["from"]) is not date:
        return [_fault("edition.from", "must be a date")]
    if not isinstance(edition["sources"], list) or not isinstance(edition["parameters"], Mapping):
        return [_fault("edition", "sources must be a list, parameters a table")]
    if not edition["parameters"]:
        return [_fault("edition.parameters", "changes nothing")]
    faults: list[Fault] = []
    for name, value in edition["parameters"].items():
        if name not in documents.parameters:
            faults.append(Fault(str(name), "unknown_parameter", "没有此参数", "no such parameter"))
        elif not isinstance(value, Mapping) or "value" not in value or not set(value) <= VALUE_FIELDS:
            faults.append(_fault(str(name), f"needs value, and at most {sorted(VALUE_FIELDS)}"))
    return faults


def _fault(place: str, problem: str) -> Fault:
    return Fault(place, "bad_edition", "政策版本文件有误", problem)
