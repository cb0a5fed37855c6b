"""The rules, in the order in which they are judged and explained. A new rule is a file and a line here."""

from __future__ import annotations

from assessment.rules import (
    asset_value,
    definition,
    diagnosis,
    job_housing,
    land_efficiency,
    minimums,
    needs,
    policy_phase,
    renewal_mode,
    renewal_type,
    scope,
    stage,
    urban_village,
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
    needs.RULE,
    job_housing.RULE,
    stage.RULE,
    diagnosis.RULE,
    urban_village.RULE,
    vertical_factory.RULE,
    asset_value.RULE,
)
