"""Who moved, and why (比较): two runs, or a run and a scenario, over the parks that the user may see."""

from typing import Any

import pandas as pd

from assessment.comparison import changed, crossed, largest_first, moved, transitions
from parks.accounts.models import User
from parks.inventory.models import Park
from parks.policies import services as policies
from parks.policies.models import PolicySnapshot
from parks.rankings.sides import RESULTS, Json, Points, Side

TOP_COUNT = 100
LEAST = 1e-4
"""Points that differ by less are the same."""


def compare(user: User, before: Side, after: Side, page: int, page_size: int) -> Json:
    """The parks are those of which anything moved: the largest moves first, a page of them."""
    was, now = _aligned(before.results(user), after.results(user))
    places = moved(was["rank"], now["rank"])
    graded, moded = (changed(was[name], now[name]) for name in ("grade", "mode"))
    touched = (places != 0) | graded | moded
    order = largest_first(was["rank"], now["rank"])
    order = order[touched.reindex(order).to_numpy()]
    shown = order[(page - 1) * page_size : page * page_size]
    top = _top_count(after)
    return {
        "before": before.described(),
        "after": after.described(),
        "same_input": before.appraisal.input_hash == after.appraisal.input_hash,
        "same_policy": before.appraisal.policy_hash == after.appraisal.policy_hash,
        "notes": _notes(before, after),
        "top": top,
        "counts": {
            "parks": len(was),
            "moved": int((places != 0).sum()),
            "up": int((places > 0).sum()),
            "down": int((places < 0).sum()),
            "grade_changed": int(graded.sum()),
            "mode_changed": int(moded.sum()),
            **crossed(*((side["rank"] <= top).fillna(False).astype(bool) for side in (was, now))),
        },
        "grades": transitions(was["grade"], now["grade"], unchanged=True),
        "modes": transitions(was["mode"], now["mode"], unchanged=True),
        "count": len(order),
        "page": page,
        "page_size": page_size,
        "parks": _parks(was.loc[shown], now.loc[shown], places, before, after),
    }


def _aligned(*sides: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Parks of either side; one that was not there has no results."""
    everybody = sides[0].index.union(sides[1].index)
    return sides[0].reindex(everybody), sides[1].reindex(everybody)


def _top_count(side: Side) -> int:
    """Of the policy; a run judged before there was such a parameter takes the default."""
    try:
        parameter = policies.kept(side.appraisal.policy_hash).parameters.get("priority_top_count")
    except PolicySnapshot.DoesNotExist:
        return TOP_COUNT
    return int(parameter.value) if parameter else TOP_COUNT


def _notes(before: Side, after: Side) -> list[dict[str, str]]:
    """What to bear in mind when reading."""
    notes = []
    if before.appraisal.input_hash != after.appraisal.input_hash:
        notes.append(
            {
                "code": "other_input",
                "zh": "两边依据的台账数据不同，变化不全由权重或政策引起。",
                "en": "The two rest on different data: not every change comes from weights or policy.",
            }
        )
    if before.appraisal.policy_hash != after.appraisal.policy_hash:
        notes.append(
            {
                "code": "other_policy",
                "zh": "两边依据的政策版本或参数不同。",
                "en": "The two were judged by different policy editions or parameters.",
            }
        )
    if before.appraisal.year != after.appraisal.year:
        notes.append(
            {
                "code": "other_year",
                "zh": "两边的评价年份不同。",
                "en": "The two are of different evaluation years.",
            }
        )
    return notes


def _parks(was: pd.DataFrame, now: pd.DataFrame, places: pd.Series, before: Side, after: Side) -> list[Json]:
    ids = [int(each) for each in was.index]
    if not ids:
        return []
    named = {park.pk: park for park in Park.objects.filter(pk__in=ids).only("code", "name")}
    points, labels = (before.points(ids), after.points(ids)), before.labels() | after.labels()
    old, new = ({row: values for row, *values in side[list(RESULTS)].itertuples()} for side in (was, now))
    return [
        {
            "id": park,
            "code": named[park].code,
            "name": named[park].name,
            "moved": int(places[park]),
            **_results(old[park], new[park]),
            "why": _why(park, points, labels),
        }
        for park in ids
        if park in named
    ]


def _results(was: list[Any], now: list[Any]) -> Json:
    """In the order of RESULTS."""
    return {
        f"{name}_{when}": _plain(side[place], name)
        for place, name in enumerate(RESULTS)
        for when, side in (("before", was), ("after", now))
    }


def _plain(value: Any, name: str) -> Any:
    if pd.isna(value):
        return None
    return int(value) if name == "rank" else value if isinstance(value, str) else float(value)


def _why(park: int, points: tuple[Points, Points], labels: dict[str, tuple[str, str]]) -> list[Json]:
    """Indicators whose points differ, those that differ most first."""
    was, now = (side.get(park, {}) for side in points)
    found = []
    for name, (zh, en) in labels.items():
        old, new = was.get(name), now.get(name)
        change = (new or 0.0) - (old or 0.0)
        if abs(change) > LEAST or (old is None) != (new is None):
            found.append(
                {
                    "indicator": name,
                    "label_zh": zh,
                    "label_en": en,
                    "points_before": old,
                    "points_after": new,
                    "change": round(change, 6),
                }
            )
    return sorted(found, key=lambda each: (-abs(each["change"]), each["indicator"]))
