"""SQL statements in files of their own; `/*name*/` in one stands for another."""

import re
from functools import cache
from pathlib import Path


@cache
def statement(name: str) -> str:
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"/\*(\w+)\*/", lambda found: statement(found[1]), text)
