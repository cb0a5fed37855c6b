"""Text that is no text: control and direction characters, lost characters, formulas that a spreadsheet would run."""

from collections.abc import Iterator

from parks.surveys.checks.context import Context
from parks.surveys.columns import fields
from parks.surveys.issues import Issue, Rule, Severity

CONTROL = Rule(
    "text.control", Severity.MUST_FIX,
    "“{label}”含看不见的控制字符或换行",
    "{label} holds invisible control characters or line breaks",
)  # fmt: skip
LOST = Rule(
    "text.lost-characters", Severity.MUST_FIX,
    "“{label}”有无法辨认的字符（乱码），请核对编码后重新导出",
    "{label} holds characters that were lost (mojibake); check the encoding and export again",
)  # fmt: skip
FORMULA = Rule(
    "text.formula", Severity.MUST_FIX,
    "“{label}”以 = + - @ 开头，会被表格软件当作公式",
    "{label} begins with = + - or @, which a spreadsheet would run as a formula",
)  # fmt: skip
SPACES = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What \\s means in Python, spelled out: as such it would be looked for cell by cell."""
PATTERNS = (
    (CONTROL, "[\\x00-\\x1f\\x7f-\\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"),
    (LOST, "\ufffd"),
    (FORMULA, rf"^[{SPACES}]*[=+\-@]"),
)


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    for name, spec in fields().items():
        if spec.kind != "text" or name not in sheet.headers:
            continue
        texts = sheet.values[name].dropna().astype("str")
        for rule, pattern in PATTERNS:
            for row, value in texts[texts.str.contains(pattern, regex=True)].items():
                yield rule.at(row, sheet.headers[name], value, label=spec.label)
