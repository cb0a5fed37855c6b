"""Every column the assessment reads, a file per table: type, unit, bounds, vocabulary and both labels."""

from assessment.columns.column import Column
from assessment.columns.efficiency import EFFICIENCY
from assessment.columns.enterprises import ENTERPRISES
from assessment.columns.needs import NEEDS
from assessment.columns.parcels import PARCELS
from assessment.columns.parks import PARKS

__all__ = ["EFFICIENCY", "NEEDS", "PARK_COLUMNS", "TABLES", "Column"]

TABLES: dict[str, tuple[Column, ...]] = {"parks": PARKS, "parcels": PARCELS, "enterprises": ENTERPRISES}
PARK_COLUMNS: dict[str, Column] = {column.name: column for column in PARKS}
