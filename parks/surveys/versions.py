"""The version of a stored parcel (库中版本) as files carry it: what was downloaded comes back with it, so that a change made
by somebody else in between is seen."""

import re

import pandas as pd

FORM = re.compile(r"v([0-9a-f]{16})")
BITS = 64


def spelled(fingerprint: int) -> str:
    """As text that no spreadsheet takes for a number."""
    return f"v{fingerprint % 2**BITS:016x}"


def stated(versions: pd.Series) -> dict[int, int]:
    """Row → fingerprint, for the rows whose version can be read."""
    said = versions.dropna()
    found = zip(said.index.tolist(), map(FORM.fullmatch, said.astype(str)), strict=True)
    return {row: _signed(int(match[1], 16)) for row, match in found if match}


def _signed(number: int) -> int:
    return number - 2**BITS if number >= 2 ** (BITS - 1) else number
