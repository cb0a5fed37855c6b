"""Lists as they are kept: one legend per run, and the canonical content that a repeated run must give again."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.lists.listing import Json, Listed, Overview
from assessment.lists.registry import LISTS, OVERVIEWS


def lists_legend(lists: Mapping[str, Listed], overviews: Mapping[str, Overview]) -> Json:
    """Everything about the lists but their entries; the rows of an overview are in it, by town and hence few."""
    kept: Json = {}
    for rule in LISTS:
        found = lists[rule.name]
        kept[rule.name] = {
            "label_zh": rule.label_zh,
            "label_en": rule.label_en,
            "subject": rule.subject,
            **found.legend,
            "counts": dict(found.counts),
            "missing": dict(found.missing),
            "districts": dict(found.districts),
        }
    for each in OVERVIEWS:
        table = overviews[each.name]
        shown = {"label_zh": each.label_zh, "label_en": each.label_en, "subject": "areas"}
        kept[each.name] = {**shown, **table.legend, "rows": table.rows}
    return kept


def entries_content(listed: Listed) -> Json:
    """Entries and counts in canonical order, JSON-able."""
    entries = {name: listed.entries[name].tolist() for name in listed.entries.columns}
    return {
        "id": listed.entries.index.tolist(),
        **entries,
        "counts": dict(listed.counts),
        "missing": dict(listed.missing),
    }
