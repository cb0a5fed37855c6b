"""What must hold between parameters, and between them and the sources, beyond each one's own kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assessment.columns.parks import TAX_CLASSES
from assessment.errors import Fault
from assessment.policy.grading_profiles import profile_checks
from assessment.policy.model import Parameter, Source

TAX_KINDS = ("other", "pilot")
COVERAGE_STAGES = ("above_scale", "in_block_large", "in_block")
PERIOD = re.compile("[0-9]{4}-[0-9]{4}")


def consistency_faults(parameters: Mapping[str, Parameter], sources: Mapping[str, Source]) -> list[Fault]:
    """Grades must fit into one another, percentiles be in order, tables have the entries that the rules look up."""

    def number(name: str) -> float:
        return float(parameters[name].value)

    a, ab, d = (number(f"grade_{name}_share") for name in ("a", "ab", "d"))
    low, high = number("priority_low_percentile"), number("priority_high_percentile")
    levels = parameters["trust_levels"].value
    taxes = {f"{kind}_{name}" for kind in TAX_KINDS for name in TAX_CLASSES}
    checks = [
        (a <= ab <= 1 - d, "grade_ab_share", "档位占比须满足 A ≤ A+B ≤ 1−D", "needs A ≤ A+B ≤ 1 − D"),
        (low < high <= 100, "priority_low_percentile", "百分位须由低到高", "needs low < high ≤ 100"),
        (set(levels) == {"high", "medium"}, "trust_levels", "须有高、中两级", "needs high and medium"),
        (
            set(parameters["minimum_tax_per_mu"].value) == taxes,
            "minimum_tax_per_mu",
            "须有六档",
            f"needs exactly {sorted(taxes)}",
        ),
        *profile_checks(parameters, sources),
        (
            all(PERIOD.fullmatch(str(period)) for period in parameters["renewal_targets"].value),
            "renewal_targets",
            "期间须写作起止年份，如 2023-2025",
            "needs periods of two years, such as 2023-2025",
        ),
        (
            set(parameters["coverage_years"].value) == set(COVERAGE_STAGES),
            "coverage_years",
            "须有三个阶段",
            f"needs exactly {sorted(COVERAGE_STAGES)}",
        ),
        (
            0 < number("priority_weight_spread") < 1,
            "priority_weight_spread",
            "幅度须在0与1之间",
            "needs 0 < spread < 1",
        ),
    ]
    return [Fault(place, "inconsistent", zh, en) for good, place, zh, en in checks if not good]
