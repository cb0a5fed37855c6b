"""Units (单位) as codes, with how each is written in Chinese and English."""

from __future__ import annotations

UNITS: dict[str, tuple[str, str]] = {
    "calendar_year": ("年", ""),
    "code": ("", ""),
    "count": ("个", ""),
    "fraction": ("", ""),
    "ha": ("公顷", "ha"),
    "id": ("", ""),
    "km": ("公里", "km"),
    "m": ("米", "m"),
    "m2": ("平方米", "m²"),
    "mu": ("亩", "mu"),
    "per_ha": ("处/公顷", "per ha"),
    "percent": ("%", "%"),
    "percentile": ("百分位", "percentile"),
    "points": ("分", "points"),
    "ratio": ("", ""),
    "share": ("", ""),
    "table": ("", ""),
    "tier": ("层", "tiers"),
    "wan_yuan": ("万元", "10k yuan"),
    "wan_yuan_per_emission": ("万元/污染当量", "10k yuan/pollution equivalent"),
    "wan_yuan_per_mu": ("万元/亩", "10k yuan/mu"),
    "wan_yuan_per_person": ("万元/人", "10k yuan/employee"),
    "wan_yuan_per_tce": ("万元/吨标准煤", "10k yuan/tce"),
    "working_day": ("个工作日", "working days"),
    "year": ("年", "years"),
    "yes_no": ("", ""),
    "yuan_per_kwh": ("元/千瓦时", "yuan/kWh"),
    "yuan_per_m2_month": ("元/㎡·月", "yuan/m²·month"),
}


def unit_labels(unit: str) -> dict[str, str]:
    """``unit`` (Chinese) and ``unit_en`` for display; KeyError for a unit that is not declared."""
    zh, en = UNITS[unit]
    return {"unit": zh, "unit_en": en}
