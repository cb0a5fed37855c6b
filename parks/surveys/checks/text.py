"""Text that is no text: control, direction and zero-width characters, lost characters, formulas that a spreadsheet would
run. What is left without the characters is suggested in their place."""

import re
from collections.abc import Callable, Iterator, Sequence

from parks.surveys.checks.context import Context
from parks.surveys.columns import fields
from parks.surveys.issues import Fix, Issue, Rule, Severity

CONTROL = Rule(
    "text.control", Severity.MUST_FIX,
    "“{label}”含看不见的控制字符、零宽字符或换行",
    "{label} holds invisible control or zero-width characters, or line breaks",
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
INVISIBLE = (
    "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
)
"""As a class of a pattern. Variation selectors (异体字选择符) belong to the names of people and places, and stay."""
LOST_CHARACTER = "\ufffd"
SIGNS = "=+-@＝＋－＠−"
BREAK_BETWEEN_WORDS = re.compile(r"(?<=[!-~])[\t\n\r\x0b\x0c\x85\u2028\u2029]+(?=[!-~])")


def cleaned(text: str) -> str:
    """Without what cannot be seen; a break between Latin words leaves a blank, as there it parts them."""
    return re.sub(f"[{INVISIBLE}]", "", BREAK_BETWEEN_WORDS.sub(" ", text)).strip()


def unsigned(text: str) -> str:
    """Without what makes it a formula, nor what cannot be seen."""
    return cleaned(text).lstrip(f"{SIGNS} \u3000").rstrip()


KINDS: tuple[tuple[Rule, re.Pattern[str], Callable[[str], str] | None], ...] = (
    (CONTROL, re.compile(f"[{INVISIBLE}]"), cleaned),
    (LOST, re.compile(LOST_CHARACTER), None),
    (FORMULA, re.compile(rf"^[\s{INVISIBLE}]*[{re.escape(SIGNS)}]"), unsigned),
)


UNSEEN_AS_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Those of them that count as printable."""


def blameless(texts: Sequence[str]) -> bool:
    """Whether a whole column holds nothing of all this: most do, and are done with one look."""
    joined = "|" + "|".join(texts)
    return (
        joined.isprintable()
        and not any(letter in joined for letter in UNSEEN_AS_LETTERS + LOST_CHARACTER)
        and not any(f"|{sign}" in joined for sign in SIGNS)
    )


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    for name, spec in fields().items():
        if spec.kind != "text" or name not in sheet.headers:
            continue
        texts = sheet.values[name].dropna()
        cells = texts.tolist()
        if blameless(cells):
            continue
        for rule, pattern, mended in KINDS:
            for row, value in zip(texts.index, cells, strict=True):
                if not pattern.search(value):
                    continue
                better = mended(value) if mended else ""
                yield rule.at(
                    row, sheet.headers[name], value, Fix("set", better) if better else None, label=spec.label
                )
