"""SQL statements in files of their own; `/*name*/` in one stands for another."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

Parameter = int | float | str | date | list[int] | None


@cache
def statement(name: str) -> str:
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"/\*(\w+)\*/", lambda found: statement(found[1]), text)


def rows_of(name: str, **parameters: Parameter) -> Sequence[tuple[Any, ...]]:
    """What the statement returns; nothing where it returns no rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return cursor.fetchall() if cursor.description else []


def count_of(name: str, **parameters: Parameter) -> int:
    """Carry the statement out; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return int(cursor.rowcount)


def update(name: str, **parameters: Parameter) -> int:
    """The history's triggers join what was with what is, by a plan that the connection keeps from the first update it
    saw. Made for a handful of rows, that plan takes hours for 50,000: it is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    return count_of(name, **parameters)
