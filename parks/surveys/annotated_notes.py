"""The sheet 说明 of a returned workbook: what it is of, how to use it, and what its colors mean."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from parks.surveys.marks import STYLES, Mark
from parks.surveys.models import SurveyUpload

HOW = (
    ("1. 有问题的单元格已标颜色、边框和批注，“问题”列写明原因；没有对应单元格的问题标在“原行号”上。",
     "Cells with issues are marked by color, border and comment, and listed in the column 问题; those without a cell are at the row number."),
    ("2. 直接改单元格。可以删去不想再提交的整行：删去的行不会被改动。",
     "Correct the cells. Rows that need not be uploaded again may be deleted: they are not touched."),
    ("3. 请勿改动“原行号”，也不要增加行；图形和坐标系取自原文件，不在本表中。",
     "Leave the row numbers as they are and add no rows; shapes and their coordinate system come from the first file."),
    ("4. 保存为 .xlsx，在“摸查数据”页面上传：只有本工作簿里的行会被检查和入库。",
     "Save it as .xlsx and upload it on the page Surveys: only the rows of this workbook are checked and committed."),
)  # fmt: skip
LEGEND = {
    "must_fix": ("✖ 必须修改", "粗框 thick border", "Must be fixed before the survey can be committed"),
    "needs_reason": ("▲ 需要理由", "虚线框 dashed border", "May be committed with a reason"),
    "note": ("● 提示", "点线框 dotted border", "For information"),
}
PARTIAL = (
    "文件共 {total:,} 行，本工作簿只列出有问题的 {count:,} 行。",
    "The file has {total:,} rows; this workbook holds only the {count:,} rows with issues.",
)


def write(
    book: Workbook,
    upload: SurveyUpload,
    marks: Sequence[Mark],
    partial: tuple[int, int] | None,
) -> None:
    """`partial`: how many rows of how many are in the workbook, where they are not all."""
    sheet = book.add_worksheet("说明")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 70, wrapped)
    lines: list[tuple[str, ...]] = [
        ("文件 File", upload.file_name),
        ("上传编号 Upload", str(upload.pk)),
        ("SHA-256", upload.sha256),
    ]
    if partial:
        count, total = partial
        lines.append(("行 Rows", *(sentence.format(count=count, total=total) for sentence in PARTIAL)))
    lines += [("用法 How to use", zh, en) for zh, en in HOW]
    for number, texts in enumerate(lines):
        for position, text in enumerate(texts):
            sheet.write_string(number, position, text, bold if position == 0 else wrapped)
    number = len(lines) + 1
    for severity, texts in LEGEND.items():
        for position, text in enumerate(texts):
            sheet.write_string(number, position, text, book.add_format(STYLES[severity]))
        number += 1
    for mark in marks:
        if mark.row is None:
            number += 1
            sheet.write_string(number, 0, f"整个文件 File: {mark.column}"[:200], bold)
            sheet.write_string(number, 1, mark.line, wrapped)
            sheet.write_string(number, 2, mark.en, wrapped)
