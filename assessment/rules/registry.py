"""The rules, in the order in which they are judged and explained. A new rule is a file and a line here."""

from __future__ import annotations

from assessment.rules import land_efficiency, minimums, renewal_mode, scope
from assessment.rules.rule import Rule

RULES: tuple[Rule, ...] = (scope.RULE, land_efficiency.RULE, renewal_mode.RULE, minimums.RULE)
