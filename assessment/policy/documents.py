"""Reads the policy files and checks every one of them, reporting all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from assessment.errors import Fault, PolicyError
from assessment.policy.model import Source, Status
from assessment.policy.values import problem_of
from assessment.units import UNITS

HOME = Path(__file__).parent
SOURCE_FIELDS = {"id", "title", "short", "issuer", "number", "date", "status", "district", "note"}
LABELS = ("title", "short")
VALUE_FIELDS = {"from", "value", "source", "article", "note"}
PARAMETER_FIELDS = {"name", "label", "kind", "unit", "source", "article", "note", "values"}


@dataclass(frozen=True)
class Documents:
    """All editions of all parameters, as written; ``parameters`` maps the name to the file's content."""

    sources: Mapping[str, Source]
    parameters: Mapping[str, dict[str, Any]]


@cache
def read_documents(home: Path = HOME) -> Documents:
    """Every source and parameter file under ``home``.

    Raises
    ------
    PolicyError
        With every fault of every file.
    """
    raw_sources = yaml.safe_load((home / "sources.yaml").read_text(encoding="utf-8"))
    files = sorted((home / "parameters").glob("*.yaml"))
    parameters = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    return checked_documents(raw_sources, parameters)


def checked_documents(raw_sources: Any, parameters: Mapping[str, Any]) -> Documents:
    """The same, from content already read: what an uploaded edition goes through."""
    faults: list[Fault] = []
    sources = _sources(raw_sources, faults)
    for name, content in parameters.items():
        for problem in _parameter_problems(name, content, sources):
            faults.append(Fault(f"{name}.yaml", "bad_parameter", "参数文件有误", problem))
    if faults:
        raise PolicyError(faults)
    return Documents(sources, dict(parameters))


def raw_source(source: Source) -> dict[str, Any]:
    """A source as the file writes it."""
    labels = {name: {lang: getattr(source, f"{name}_{lang}") for lang in ("zh", "en")} for name in LABELS}
    return {**{key: getattr(source, key) for key in SOURCE_FIELDS.difference(LABELS)}, **labels}


def _sources(raw: Any, faults: list[Fault]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for row in raw:
        problem = _source_problem(row)
        if problem or row["id"] in sources:
            faults.append(
                Fault("sources.yaml", "bad_source", "依据文件有误", problem or f"{row['id']} repeats")
            )
            continue
        labels = {f"{name}_{lang}": row[name][lang] for name in LABELS for lang in ("zh", "en")}
        rest = {key: row[key] for key in SOURCE_FIELDS.difference(LABELS)}
        sources[row["id"]] = Source(**labels, **rest)
    return sources


def _source_problem(row: Any) -> str | None:
    if not isinstance(row, dict) or set(row) != SOURCE_FIELDS:
        return f"each source needs exactly {sorted(SOURCE_FIELDS)}"
    if not all(is_label(row[name]) for name in LABELS):
        return f"{row['id']}: title and short title need zh and en"
    if not isinstance(row["district"], str):
        return f"{row['id']}: district must be a code, or empty text"
    if row["status"] not in get_args(Status):
        return f"{row['id']}: status must be one of {get_args(Status)}"
    return None if type(row["date"]) is date else f"{row['id']}: date must be a date"


def _parameter_problems(name: str, content: Any, sources: Mapping[str, Source]) -> list[str]:
    if not isinstance(content, dict) or set(content) != PARAMETER_FIELDS:
        return [f"needs exactly {sorted(PARAMETER_FIELDS)}"]
    source = sources.get(content["source"])
    checks = [
        (content["name"] == name, "name must be the file's name"),
        (is_label(content["label"]), "label needs zh and en"),
        (content["unit"] in UNITS, f"unknown unit {content['unit']}"),
        (source is not None, f"unknown source {content['source']}"),
        (bool(content["article"]), "article is empty"),
        (
            source is None or source.status != "assumption" or bool(content["note"]),
            "an assumption needs a note",
        ),
    ]
    grounds = [_ground_problem(item, sources) for item in _dated(content)]
    problems = [message for good, message in checks if not good] + [each for each in grounds if each]
    return problems + _value_problems(content)


def _dated(content: dict[str, Any]) -> list[dict[str, Any]]:
    values = content["values"]
    return [item for item in values if isinstance(item, dict)] if isinstance(values, list) else []


def _ground_problem(item: dict[str, Any], sources: Mapping[str, Source]) -> str | None:
    """A value may rest on another source, article and note than its parameter."""
    if not all(isinstance(item.get(key, ""), str) for key in ("source", "article", "note")):
        return "source, article and note must be text"
    if item.get("article") == "":
        return "article is empty"
    source = sources.get(item.get("source", ""))
    if "source" in item and source is None:
        return f"unknown source {item['source']}"
    unexplained = source is not None and source.status == "assumption" and not item.get("note")
    return "an assumption needs a note" if unexplained else None


def _value_problems(content: dict[str, Any]) -> list[str]:
    values = content["values"]
    if not isinstance(values, list) or not values:
        return ["values must be a list"]
    if not all(isinstance(item, dict) and {"from", "value"} <= set(item) <= VALUE_FIELDS for item in values):
        return [f"each value needs from and value, and at most {sorted(VALUE_FIELDS)}"]
    starts = [item["from"] for item in values]
    if not all(type(start) is date for start in starts) or sorted(set(starts)) != starts:
        return ["from must be dates, ascending, without repetition"]
    problems = [problem_of(content["kind"], item["value"]) for item in values]
    return [problem for problem in problems if problem]


def is_label(value: Any) -> bool:
    """Chinese and English, neither empty."""
    return isinstance(value, dict) and all(
        isinstance(value.get(key), str) and value[key] for key in ("zh", "en")
    )
