"""Text encoding by content (字符编码): an honest label is honoured, else strict UTF-8, else GB18030."""

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass

from parks.surveys.refusals import RefusedError

CODE_PAGES = {"936": "gb18030", "54936": "gb18030", "65001": "utf-8", "20936": "gb18030", "950": "big5"}
CHINESE = ("gb18030", "gbk", "gb2312")
ANSWERS = ("utf-8", "gb18030")
SAMPLE_LENGTH = 24
ENOUGH = 1_000
"""Texts, to tell whether they make sense."""


@dataclass(frozen=True)
class Encoding:
    """`sample` is a piece of the file read this way, `otherwise` the same piece read the other way. `doubt`: the content
    contradicts the label, or makes sense both ways; plain ASCII reads the same in both."""

    name: str
    evidence: str
    evidence_en: str
    sample: str
    otherwise: str
    doubt: bool = False


def labelled(cpg: bytes | None) -> str | None:
    """The Python codec that a .cpg names, or None where it names none (missing, HTML, unknown)."""
    text = (cpg or b"")[:64].decode("ascii", "ignore").strip().lower()
    number = re.fullmatch(r"(?:ansi|cp|windows|oem|ibm)?[ _-]*(\d{3,5})", text)
    name = CODE_PAGES.get(number[1], f"cp{number[1]}") if number else text.replace("iso 8859", "iso-8859")
    try:
        codec = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    return "gb18030" if codec in CHINESE else codec


def decodes(cells: Collection[bytes], name: str) -> bool:
    """Whether every cell decodes; a character cut off by the field's width does not count against it."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for cell in cells:
            decoder.reset()
            decoder.decode(cell, False)
    except UnicodeDecodeError:
        return False
    return True


def decide(
    cells: Collection[bytes], cpg: bytes | None = None, answered: str = "", where: str = ".cpg"
) -> Encoding:
    """The encoding of these cells, with the evidence: the one that the clerk answered, if any, else by content. Refuses
    text that is in none of the known ones, and an answer in which the text cannot be read. `cpg` is the label, which
    stands `where`."""
    texts = [c for c in cells if not c.isascii()]
    if answered:
        return _answered(texts, answered)
    label = labelled(cpg)
    if not texts:
        return _found(label or "utf-8", "只含 ASCII 字符", "ASCII only", texts)
    fits_utf8 = decodes(texts, "utf-8")
    if label and decodes(texts, label) and not _label_lies(texts, label, fits_utf8):
        return _found(
            label,
            f"{where} 标注 {label}，内容相符",
            f"the {where} says {label} and the content agrees",
            texts,
        )
    against = (
        (f"，{where} 标注的 {label} 与内容不符", f"; the {where} says {label}, the content does not")
        if label
        else ("", "")
    )
    if not (fits_utf8 or decodes(texts, "gb18030")):
        raise RefusedError("text.encoding")
    name = "utf-8" if fits_utf8 else "gb18030"
    doubt = bool(label) or (
        fits_utf8 and _is_plain_chinese(texts, fewest=1, rare=0) and decodes(texts, "gb18030")
    )
    return _found(name, f"依内容判定{against[0]}", f"by content{against[1]}", texts, doubt)


def _answered(texts: list[bytes], name: str) -> Encoding:
    if not decodes(texts, name):
        raise RefusedError("text.encoding-choice", name=name.upper())
    return _found(name, "由上传人指定", "named by the uploader", texts)


def _label_lies(texts: list[bytes], label: str, fits_utf8: bool) -> bool:
    """A one-byte code page decodes anything: it is not believed over UTF-8 or over plain Chinese."""
    if label in ("utf-8", "gb18030", "big5"):
        return False
    if fits_utf8:
        return True
    return decodes(texts, "gb18030") and _is_plain_chinese(texts)


def _is_plain_chinese(texts: list[bytes], fewest: int = 4, rare: float = 0.1) -> bool:
    """Whether the text, read as GB18030, consists of Chinese characters of GB2312 with their marks, `rare` ones apart (喆
    in a name): other text does not, read so."""
    some = texts[:ENOUGH]
    characters = [c for t in some for c in t.decode("gb18030", "ignore") if not c.isascii()][:4_000]
    common = sum("\u4e00" <= c <= "\u9fa5" for c in characters)
    strange = sum(not _is_gb2312(c) for c in characters)
    return common >= max(fewest, len(characters) / 2) and strange <= rare * len(characters)


def _is_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _found(name: str, evidence: str, evidence_en: str, texts: list[bytes], doubt: bool = False) -> Encoding:
    longest = max(texts, key=len, default=b"")
    other = "gb18030" if name == "utf-8" else "utf-8"
    return Encoding(
        name="GB18030" if name == "gb18030" else name.upper(),
        evidence=evidence,
        evidence_en=evidence_en,
        sample=_sample(longest, name),
        otherwise=_sample(longest, other) if texts else "",
        doubt=doubt,
    )


def _sample(cell: bytes, name: str) -> str:
    return cell.decode(name, "replace").strip()[:SAMPLE_LENGTH]
