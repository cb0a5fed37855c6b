"""What each list of a run holds within the user's scope."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from parks.accounts.models import User
from parks.appraisals.models import ListEntry
from parks.lists.areas import rows_visible
from parks.lists.runs import Json, ListRun

DISTRICT_DIGITS = 6
UNLISTED = ("clear", "cannot_assess", "not_applicable")


def summaries(run: ListRun, user: User) -> list[Json]:
    """Every list in its order. Those on a list are counted from the entries the user may see; those who are not, and what
    is missing, by district, which a user of a part of one district is not told."""
    listed = _listed(run, user)
    return [_summary(name, run.legend(name), listed, run, user) for name in run.names]


def _listed(run: ListRun, user: User) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    entries = ListEntry.objects.filter(appraisal_id=run.id).visible_to(user)
    for name, status, count in entries.order_by().values_list("name", "status").annotate(n=Count("pk")):
        found.setdefault(name, Counter())[status] = count
    return found


def _summary(name: str, legend: Json, listed: dict[str, Counter[str]], run: ListRun, user: User) -> Json:
    districts = _districts(legend, user)
    if "rows" in legend:
        counts = Counter(row["status"] for row in rows_visible(legend, user))
    else:
        on_list = [word["code"] for word in legend["statuses"] if word["code"] not in UNLISTED]
        counts = Counter({status: listed.get(name, Counter())[status] for status in on_list})
        for district in districts:
            counts.update({word: district["counts"][word] for word in UNLISTED})
    return {
        "name": name,
        **{
            key: legend[key]
            for key in ("label_zh", "label_en", "subject", "reasons", "effects", "thresholds")
        },
        "statuses": [word for word in legend["statuses"] if word["code"] not in UNLISTED],
        "unlisted": [word for word in legend["statuses"] if word["code"] in UNLISTED],
        "counts": dict(counts),
        "missing": _missing(legend, districts),
        "basis": legend["sources"][legend["basis"]],
        "appraisal": run.stated,
    }


def _districts(legend: Json, user: User) -> list[Json]:
    """The districts that lie wholly inside the user's scope."""
    prefixes = tuple(code for code in user.scope if len(code) <= DISTRICT_DIGITS)
    return [
        each for code, each in legend.get("districts", {}).items() if prefixes and code.startswith(prefixes)
    ]


def _missing(legend: Json, districts: Iterable[Json]) -> list[dict[str, Any]]:
    total: Counter[str] = Counter()
    for district in districts:
        total.update(district["missing"])
    labels = {column["name"]: column for column in legend["columns"]}
    return [
        {**labels[name], "count": count} for name, count in sorted(total.items(), key=lambda each: -each[1])
    ]
