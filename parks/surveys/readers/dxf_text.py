"""What a TEXT or MTEXT of a DXF says, without its formatting."""

import re

CODE_POINT = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
PARAGRAPH = re.compile(r"\\P|\^J|\\X")
FORMAT = re.compile(r"\\[ACFHQTWfp][^;\\]*;|\\[LlOoKkN]")
STACKED = re.compile(r"\\S([^;\\]*);")
ESCAPED = re.compile(r"\\([\\{}])")
SIGNS = {"%%c": "⌀", "%%d": "°", "%%p": "±", "%%%": "%", "%%u": "", "%%o": "", "%%k": ""}
SIGN = re.compile("|".join(map(re.escape, SIGNS)), re.I)


def unescaped(text: str) -> str:
    """Characters that the drawing's code page lacks are written by their number."""
    named = CODE_POINT.sub(lambda found: chr(int(found[1], 16)), text)
    return named.encode("utf-8", "replace").decode()


def plain_lines(written: str) -> list[str]:
    """The lines of a text; empty ones are left out."""
    lines = [_plain(line) for line in PARAGRAPH.split(unescaped(written))]
    return [line for line in lines if line]


def _plain(text: str) -> str:
    text = STACKED.sub(r"\1", FORMAT.sub("", text)).replace(r"\~", " ")
    text = re.sub(r"(?<!\\)[{}]", "", text)
    text = ESCAPED.sub(r"\1", text)
    text = SIGN.sub(lambda found: SIGNS[found[0].lower()], text)
    return " ".join(text.split())
