from collections.abc import Sequence

from parks.errors import CunyuanError, FieldFault


class CellFault(FieldFault):
    """A cell of a table that is wrong; `row` as a spreadsheet numbers it, 0 for the file as a whole."""

    row: int
    column: str
    detail_en: str


class GuidelineRefusedError(CunyuanError):
    code = "guideline_table"
    zh = "产业用地指南表有误，没有保存任何内容；{count} 处问题详见 errors。"
    en = "The guideline table is faulty and nothing was kept; see errors for all {count} places."

    def __init__(self, faults: Sequence[CellFault]) -> None:
        super().__init__(errors=faults, count=len(faults))
