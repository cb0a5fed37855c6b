"""The lists in the order in which they are shown. A new list is a file and a line here."""

from __future__ import annotations

from assessment.lists import (
    agreement_performance,
    coverage,
    idle_land,
    inefficient_land,
    pilot_candidates,
    urban_villages,
    watch_list,
)
from assessment.lists.listing import ListRule, OverviewRule

LISTS: tuple[ListRule, ...] = (
    idle_land.RULE,
    inefficient_land.RULE,
    agreement_performance.RULE,
    watch_list.RULE,
    pilot_candidates.RULE,
    urban_villages.RULE,
)
OVERVIEWS: tuple[OverviewRule, ...] = (coverage.RULE,)
