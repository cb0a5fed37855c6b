"""The lines of a 勘测定界 TXT: sections in brackets, key=value, a parcel's line ending in @, boundary points."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SECTION = re.compile(r"^[\[【]\s*(.*?)\s*[\]】]$")
NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$", re.I)
UNSEEN = " \t\u3000\ufeff\x00\x1a"
POINTS_PART = "地块坐标"
SHAPE_KINDS = ("面", "线", "点")
LEADING = ("界址点数", "面积", "地块编号", "地块名称")
TRAILING = ("图幅号", "用途", "地类编码", "图斑类型", "地类", "改造前质量等别", "改造后质量等别", "备注")
ORDER = ("地块编号", "地块名称", "面积", "地类编码", "地类", "用途", "图幅号", "界址点数", "图形属性", "图斑类型",
         "改造前质量等别", "改造后质量等别", "备注")  # fmt: skip
PLACEHOLDERS = {"DKBH", "DKMC", "DKMJ", "JZDS", "TFH", "DKYT", "DLBM", "TBLX", "DL", "GZQ", "GZH", "BZ"}
"""Names of fields that stand where their values should: the exporting tool was never told which to take."""


class ParcelLine(NamedTuple):
    """What is before the @, in the file's order."""

    cells: list[str]

    @property
    def points(self) -> int:
        """How many boundary points it says there are; 0 where it says nothing."""
        said = self.named().get("界址点数") or ""
        return int(said) if said.isdecimal() and len(said) < 9 else 0

    def named(self) -> dict[str, str | None]:
        """By the standard's names. The kind of shape (面) tells where the others are where the line lacks some."""
        at = next((i for i, cell in enumerate(self.cells) if i >= 2 and cell in SHAPE_KINDS), None)
        lead, rest = (
            (self.cells[:4], self.cells[5:]) if at is None else (self.cells[:at], self.cells[at + 1 :])
        )
        names = LEADING[1:] if len(lead) == 3 and not lead[0].isdecimal() else LEADING
        found = dict(zip(names, lead, strict=False)) | dict(zip(TRAILING, rest, strict=False))
        found["图形属性"] = "" if at is None else self.cells[at]
        return {name: _said(found.get(name, "")) for name in ORDER}


class PointLine(NamedTuple):
    label: str
    ring: str
    first: float
    second: float
    columns: int


class Line(NamedTuple):
    """`content` is None where a line under [地块坐标] is neither a parcel's nor a point's."""

    number: int
    text: str
    content: dict[str, str] | ParcelLine | PointLine | None


def grammar(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """Every line that says something; headers of sections that are missing do not matter."""
    part = ""
    for number, raw in lines:
        text = raw.strip(UNSEEN)
        text = text if text.isascii() else unicodedata.normalize("NFKC", text)
        if not text:
            continue
        if point := _point(text):
            yield Line(number, text, point)
        elif text.endswith("@"):
            yield Line(number, text, ParcelLine(_cells(text.removesuffix("@").removesuffix(","))))
        elif section := SECTION.match(text):
            part = section[1]
        elif part != POINTS_PART and "=" in text:
            key, _, value = text.partition("=")
            yield Line(number, text, {key.strip(): value.strip()})
        elif part == POINTS_PART:
            cells = _cells(text)
            yield Line(number, text, ParcelLine(cells) if "面" in cells[2:6] else None)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(",")]


def _point(text: str) -> PointLine | None:
    """号,圈,坐标,坐标(,高程); 号,坐标,坐标; 坐标,坐标."""
    if text[-1] == "@":
        return None
    cells = _cells(text.rstrip(", "))
    if not 2 <= len(cells) <= 5:
        return None
    at = max(0, min(2, len(cells) - 2))
    first, second = cells[at], cells[at + 1]
    if not (NUMBER.match(first) and NUMBER.match(second)):
        return None
    numbers = float(first), float(second)
    if max(map(abs, numbers)) > 1e9:
        return None
    return PointLine(cells[0] if at else "", cells[1] if at == 2 else "", *numbers, len(cells))


def _said(cell: str) -> str | None:
    return None if not cell or cell.upper() in PLACEHOLDERS else cell
