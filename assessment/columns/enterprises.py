"""Enterprises (企业): land efficiency on the land they use."""

from __future__ import annotations

from assessment.columns.column import Column, flag
from assessment.columns.efficiency import EFFICIENCY
from assessment.columns.parcels import PLACE

ENTERPRISES = (
    *PLACE,
    *EFFICIENCY,
    Column("industry", "code", "code", "行业代码", "industry code"),
    flag("above_scale", "规模以上", "above designated size"),
)
