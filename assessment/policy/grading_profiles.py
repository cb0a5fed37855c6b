"""Which land-efficiency profile (评价体系) the policy selects for which table, and where each one is written.

A profile is a parameter ``grading_profile_<name>``; ``grading_profile`` selects by name: one for all, one for each
table, and for enterprises one above and one below designated size (规上、规下). A profile may also stand there in full,
as policies written before there was a choice have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assessment.columns import TABLES
from assessment.policy.model import Parameter, Source

CHOICE = "grading_profile"
PREFIX = f"{CHOICE}_"
Check = tuple[bool, str, str, str]


def parameter_of(name: str) -> str:
    """The parameter that holds a profile of that name."""
    return PREFIX + name.replace("-", "_")


def chosen(value: Any, table: str) -> dict[str, Any]:
    """Profiles for a table by scale (``above_scale``, ``below_scale``; empty: all rows): name, or content in place."""
    if isinstance(value, str) or "indicators" in value:
        return {"": value}
    of_table = value[table]
    return dict(of_table) if isinstance(of_table, dict) else {"": of_table}


def profile_checks(parameters: Mapping[str, Parameter], sources: Mapping[str, Source]) -> Iterator[Check]:
    """What must hold: every profile rests on a known source, and every one that is selected exists."""
    for name, parameter in parameters.items():
        if parameter.kind == CHOICE:
            source = parameter.value["profile"]
            yield source in sources, name, f"没有依据 {source}", f"no source {source}"
    value = parameters[CHOICE].value
    if isinstance(value, dict) and "indicators" in value:
        source = value["profile"]
        yield source in sources, CHOICE, f"没有依据 {source}", f"no source {source}"
        return
    for name in sorted({name for table in TABLES for name in chosen(value, table).values()}):
        known = parameter_of(name) in parameters
        yield known, CHOICE, f"没有评价体系 {name}", f"no profile {name}"
