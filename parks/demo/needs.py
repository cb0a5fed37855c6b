"""The needs checklist (需求清单): of each park as many items unmet as the survey of conditions says. What is being built or
is met in part counts as met, as in the paper's table 2."""

import numpy as np
import pandas as pd

from parks.demo import gaps
from parks.demo.conditions import AS_OF
from parks.inventory.models.needs import ITEMS

RARELY_MET = {
    "incubation": 1.2, "diverse_housing": 1.3, "schools_health_culture": 1.0, "business_platform": 0.5, "commuting": -0.5,
    "daily_services": -0.8,
}  # fmt: skip


def check_off(conditions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """None where the number is unknown. Which items are unmet is drawn with weights and without repetition."""
    unmet = pd.to_numeric(conditions["unmet_needs"])
    known = unmet.notna().to_numpy()
    count = int(known.sum())
    leaning = np.array([RARELY_MET.get(item, 0.0) for item in ITEMS])
    place = (-(leaning + rng.gumbel(size=(count, len(ITEMS))))).argsort(axis=1).argsort(axis=1)
    lacking = place < unmet[known].to_numpy()[:, None]
    states = rng.choice(["met", "partial", "building"], lacking.shape, p=[0.75, 0.16, 0.09])
    table = pd.DataFrame(np.where(lacking, "none", states), columns=list(ITEMS))
    return table.assign(
        park=conditions["park"].to_numpy()[known], as_of=AS_OF, status=gaps.statuses(count, rng)
    )
