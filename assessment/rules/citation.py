"""How an explanation cites what a definition, check or argument rests on (依据): source, article, assumption or not."""

from __future__ import annotations

from typing import Any

from assessment.policy.model import Policy


def cited(policy: Policy, source: str, article: str) -> dict[str, Any]:
    """The ground of a statement that has no number, hence no parameter of its own."""
    document = policy.sources[source]
    return {
        "article": article,
        "source": source,
        "source_title": document.title_zh,
        "source_title_en": document.title_en,
        "assumption": document.status == "assumption",
    }


def cited_parameter(policy: Policy, name: str) -> dict[str, Any]:
    """The ground of a threshold, with its own label and note."""
    parameter = policy.parameter(name)
    return {
        "parameter": name,
        "requirement_zh": parameter.label_zh,
        "requirement_en": parameter.label_en,
        **cited(policy, parameter.source, parameter.article),
        "note": parameter.note,
    }
