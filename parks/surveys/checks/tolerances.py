"""Tolerances (限差) as data: `tolerances.yaml`, each with its source or marked as an assumption."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

FILE = Path(__file__).with_suffix(".yaml")


@cache
def _loaded() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def tolerance(name: str) -> float:
    return float(_loaded()[name]["value"])


def area_allowed(measured: np.ndarray) -> np.ndarray:
    """By how many m² a declared area may differ from a shape of that size; grows with the size and never jumps."""
    allowed = np.full(len(measured), tolerance("area_least_m2"))
    for bracket in _loaded()["area_by_size"]["table"]:
        np.fmax(allowed, bracket["share"] * np.minimum(measured, bracket["up_to_m2"]), out=allowed)
    return allowed
