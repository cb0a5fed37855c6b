"""One stored entry of a list in full: status, reasons, effects, inputs and checks, each with label, unit and article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from assessment.lists.listing import Json


def _input(label: Json, value: Any) -> Json:
    """A word is shown by its labels, a number or an answer as it is."""
    words = label["words"].get(value) if isinstance(value, str) else None
    shown = {key: each for key, each in label.items() if key != "words"}
    return {**shown, "value": value, "value_zh": words and words["zh"], "value_en": words and words["en"]}


class Explainer:
    """Spells entries out by one list's stored legend; made once for many entries."""

    def __init__(self, legend: Json) -> None:
        self.legend = legend

    def __call__(self, status: str, reasons: Sequence[str], effects: Sequence[str], evidence: Json) -> Json:
        """``by_reference``: the mark of a document that binds another district only, or null."""
        district = evidence["district"]
        amounts = evidence.get("amounts", {})
        return {
            "status": self._statuses.get(status, {"code": status, "zh": status, "en": status}),
            "reasons": [self._word(self._reasons, code, district) for code in reasons],
            "effects": [self._effect(code, district, amounts) for code in effects],
            "inputs": [
                _input(label, value)
                for label, value in zip(self.legend["inputs"], evidence["values"], strict=True)
            ],
            "checks": [
                self._check(check, evidence["checks"][3 * place : 3 * place + 3], district)
                for place, check in enumerate(self.legend["checks"])
            ],
            "missing": [self.missing_label(name) for name in evidence["missing"]],
            "by_reference": self.by_reference(self.legend["basis"], district),
        }

    def missing_label(self, name: str) -> Json:
        return dict(self._columns.get(name, {"name": name, "label_zh": name, "label_en": name}))

    def by_reference(self, source: str, district: str) -> dict[str, str] | None:
        found = self.legend["sources"].get(source)
        if not found or not found["district"] or found["district"] == district:
            return None
        return dict(found["by_reference"])

    @cached_property
    def _statuses(self) -> Mapping[str, Json]:
        return {word["code"]: word for word in self.legend["statuses"]}

    @cached_property
    def _reasons(self) -> Mapping[str, Json]:
        return {word["code"]: word for word in self.legend["reasons"]}

    @cached_property
    def _effects(self) -> Mapping[str, Json]:
        return {word["code"]: word for word in self.legend["effects"]}

    @cached_property
    def _columns(self) -> Mapping[str, Json]:
        return {column["name"]: column for column in self.legend["columns"]}

    def _word(self, words: Mapping[str, Json], code: str, district: str) -> Json:
        word = words.get(code, {"code": code, "zh": code, "en": code, "article": "", "source": ""})
        return {**word, **self._ground(word["source"], district)}

    def _ground(self, source: str, district: str) -> Json:
        found = self.legend["sources"].get(source, {})
        return {
            "source_zh": found.get("short_zh", ""),
            "source_en": found.get("short_en", ""),
            "by_reference": self.by_reference(source, district),
        }

    def _effect(self, code: str, district: str, amounts: Mapping[str, Any]) -> Json:
        """``amount``: in 万元 where the effect is an amount, null while it is uncomputable (``computable`` false)."""
        word = self._word(self._effects, code, district)
        if code not in amounts:
            return {**word, "amount": None, "amount_unit": "", "computable": None}
        amount = amounts[code]
        return {**word, "amount": amount, "amount_unit": "万元", "computable": amount is not None}

    def _check(self, check: Json, compact: Sequence[Any], district: str) -> Json:
        value, limit, met = compact
        if check["operator"] in ("is", "is_not") and value is not None:
            value = bool(value)
        ground = self._ground(check["source"], district)
        return {**check, **ground, "value": value, "limit": limit, "met": met}
