"""What may be wrong with a guideline table, said in both languages with the cell it is about."""

from parks.inventory.errors import CellFault

SENTENCES = {
    "guideline.too_large": ("文件超过 {limit} 字节。", "The file is larger than {limit} bytes."),
    "guideline.too_many_rows": ("超过 {limit} 行。", "There are more than {limit} rows."),
    "guideline.too_many_columns": ("超过 {limit} 列。", "There are more than {limit} columns."),
    "guideline.unreadable": (
        "不是可读的 CSV 或 XLSX 文件。",
        "This is no CSV or XLSX file that can be read.",
    ),
    "guideline.quotes": (
        "引号不成对，无法分列。",
        "The quotes do not match, so that the cells cannot be told apart.",
    ),
    "guideline.empty": ("没有任何指南行。", "The table has no row."),
    "guideline.column_missing": (
        "缺少“{column}”列。",
        "The column {column} is missing.",
    ),
    "guideline.column_twice": ("“{column}”列出现两次。", "The column {column} appears twice."),
    "guideline.unit_missing": (
        "列名没有单位；请写明，例如“{example}”。",
        "The column's header has no unit; write it, as in “{example}”.",
    ),
    "guideline.unit_unknown": (
        "不认识单位“{unit}”；可用：{known}。",
        "The unit “{unit}” is not known; known are {known}.",
    ),
    "guideline.industry_missing": ("缺少行业代码。", "The industry code is missing."),
    "guideline.industry_code": (
        "“{value}”不是国民经济行业代码（门类字母，或再加 2–4 位数字）。",
        "“{value}” is no GB/T 4754 code (a section letter, or two to four digits more).",
    ),
    "guideline.industry_twice": (
        "行业代码“{value}”已在第 {first} 行。",
        "The industry code “{value}” is in row {first} already.",
    ),
    "guideline.not_a_number": ("“{value}”不是数值。", "“{value}” is not a number."),
    "guideline.negative": ("“{value}”小于 0。", "“{value}” is below 0."),
    "guideline.implausible": (
        "“{value}”换算后超过 {limit} 万元/亩，请核对单位。",
        "“{value}” is more than {limit} 10k yuan per mu; check the unit.",
    ),
    "guideline.no_value": ("这一行没有任何指南值。", "This row has no value at all."),
    "guideline.text": ("文字过长或含控制字符。", "The text is too long or holds control characters."),
    "guideline.starts_with_another": (
        "版本“{other}”也从 {day} 起施行。",
        "The edition “{other}” starts on {day} as well.",
    ),
}
SHOWN = 40


class FaultyTableError(Exception):
    """One fault that leaves nothing to go on with."""

    def __init__(self, fault: CellFault) -> None:
        super().__init__(fault["detail_en"])
        self.fault = fault


def fault(code: str, row: int = 0, column: str = "", **places: object) -> CellFault:
    shown = {name: str(value)[:SHOWN] if name != "known" else value for name, value in places.items()}
    zh, en = SENTENCES[code]
    where = f"{row}:{column}" if column else str(row or "file")
    place_zh = (f"第 {row} 行" if row else "") + (f"“{column}”列" if column and row else "")
    place_en = (f"Row {row}" if row else "") + (f", column “{column}”" if column and row else "")
    return CellFault(
        field=where,
        code=code,
        row=row,
        column=column,
        detail=(f"{place_zh}：" if place_zh else "") + zh.format(**{"column": column, **shown}),
        detail_en=(f"{place_en}: " if place_en else "") + en.format(**{"column": column, **shown}),
    )
