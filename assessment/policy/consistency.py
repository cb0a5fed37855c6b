"""What must hold between parameters, beyond each one's own kind."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.errors import Fault
from assessment.policy.model import Parameter


def consistency_faults(parameters: Mapping[str, Parameter]) -> list[Fault]:
    """Grades must fit into one another and percentiles must be in order."""

    def number(name: str) -> float:
        return float(parameters[name].value)

    a, ab, d = (number(f"grade_{name}_share") for name in ("a", "ab", "d"))
    low, high = number("priority_low_percentile"), number("priority_high_percentile")
    levels = parameters["trust_levels"].value
    checks = [
        (a <= ab <= 1 - d, "grade_ab_share", "档位占比须满足 A ≤ A+B ≤ 1−D", "needs A ≤ A+B ≤ 1 − D"),
        (low < high <= 100, "priority_low_percentile", "百分位须由低到高", "needs low < high ≤ 100"),
        (set(levels) == {"high", "medium"}, "trust_levels", "须有高、中两级", "needs high and medium"),
    ]
    return [Fault(place, "inconsistent", zh, en) for good, place, zh, en in checks if not good]
