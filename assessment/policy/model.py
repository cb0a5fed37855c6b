"""The policy in force on a day: sources (依据), parameters (参数) and the edition they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from assessment.errors import Fault, PolicyError
from assessment.units import unit_labels

Status = Literal["in_force", "draft", "literature", "assumption"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that thresholds come from (政策依据). ``district``: the only one it is written for; empty: everywhere."""

    id: str
    title_zh: str
    title_en: str
    short_zh: str
    short_en: str
    issuer: str
    number: str
    date: date
    status: Status
    district: str
    note: str

    @property
    def by_reference(self) -> dict[str, str]:
        """How a result outside the document's own district is marked (参照)."""
        return {"zh": f"参照{self.short_zh}", "en": f"By reference to the {self.short_en}"}

    def elsewhere(self, districts: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
        """Where (n,) the document does not bind and is only referred to, by district code (n,)."""
        return np.asarray((districts != self.district) & bool(self.district), dtype=np.bool_)

    def as_dict(self) -> dict[str, str]:
        return {
            "id": self.id,
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "short_zh": self.short_zh,
            "short_en": self.short_en,
            "issuer": self.issuer,
            "number": self.number,
            "date": self.date.isoformat(),
            "status": self.status,
            "district": self.district,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Parameter:
    """One threshold or table, as it stands on the policy's day; ``overridden`` if a caller replaced the value."""

    name: str
    label_zh: str
    label_en: str
    kind: str
    unit: str
    source: str
    article: str
    note: str
    effective: date
    value: Any
    overridden: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label_zh": self.label_zh,
            "label_en": self.label_en,
            **unit_labels(self.unit),
            "source": self.source,
            "article": self.article,
            "note": self.note,
            "effective": self.effective.isoformat(),
            "value": self.value,
            "overridden": self.overridden,
        }


@dataclass(frozen=True)
class Policy:
    """Everything that decides a judgement on one day. ``edition`` is readable, ``hash`` identifies it to the bit."""

    on: date
    edition: str
    hash: str
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]

    def parameter(self, name: str) -> Parameter:
        if name not in self.parameters:
            raise PolicyError([Fault(name, "unknown_parameter", "没有此参数", "no such parameter")])
        return self.parameters[name]

    def value(self, name: str) -> Any:
        return self.parameter(name).value

    def number(self, name: str, key: str | None = None) -> float:
        """A numeric threshold, or with ``key`` one entry of a table of numbers."""
        value = self.value(name)
        return float(value if key is None else value[key])

    def flag(self, name: str) -> bool:
        return bool(self.value(name))

    def source_of(self, name: str) -> Source:
        return self.sources[self.parameter(name).source]

    def assumptions(self) -> list[Parameter]:
        """Parameters that no document gives: what an expert has to confirm (须专家核定)."""
        return [item for item in self.parameters.values() if self.sources[item.source].status == "assumption"]
