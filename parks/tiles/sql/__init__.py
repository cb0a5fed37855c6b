"""The room's SQL statements, in files of their own, read once."""

from functools import cache
from pathlib import Path


@cache
def statement(name: str) -> str:
    """Without its comments: a statement that starts with SELECT is known to write nothing."""
    lines = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
