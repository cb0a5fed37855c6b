"""The rules, in the order in which they are judged and explained. A new rule is a file and a line here."""

from __future__ import annotations

from assessment.rules import (
    definition,
    land_efficiency,
    minimums,
    policy_phase,
    renewal_mode,
    renewal_type,
    scope,
    vertical_factory,
)
from assessment.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    scope.RULE,
    definition.RULE,
    policy_phase.RULE,
    renewal_type.RULE,
    land_efficiency.RULE,
    renewal_mode.RULE,
    minimums.RULE,
    vertical_factory.RULE,
)
