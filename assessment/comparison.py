"""What differs between two judgements of the same subjects (比较): pure arithmetic over aligned columns."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

Transition = tuple[Any, Any, int]


def differs(was: pd.DataFrame, now: pd.DataFrame) -> pd.Series:
    """Whether any column of a row differs (n,); unknown equals unknown. Both have the same index and columns."""
    same = (was == now).fillna(False).astype(bool) | (was.isna() & now.isna())
    return ~same.all(axis=1)


def changed(was: pd.Series, now: pd.Series) -> pd.Series:
    """The same for one column (n,)."""
    return differs(was.to_frame("v"), now.to_frame("v"))


def transitions(was: pd.Series, now: pd.Series, *, unchanged: bool = False) -> list[Transition]:
    """How many went from which value to which, most first; None is unknown. With ``unchanged`` also who stayed."""
    pairs = pd.DataFrame({"from": was, "to": now}).astype(object)
    pairs = pairs.where(pairs.notna(), None)
    if not unchanged:
        pairs = pairs[changed(pairs["from"], pairs["to"])]
    counts = Counter(zip(pairs["from"], pairs["to"], strict=True))
    found = [(before, after, count) for (before, after), count in counts.items()]
    return sorted(found, key=lambda each: (-each[2], str(each[0]), str(each[1])))


def crossed(was: pd.Series, now: pd.Series) -> dict[str, int]:
    """How many came to hold and how many no longer do, from two boolean columns (n,)."""
    return {"entered": int((now & ~was).sum()), "left": int((was & ~now).sum())}


def moved(was: pd.Series, now: pd.Series) -> pd.Series:
    """Places gained (n,), positive = up. Unranked (NA) counts as just behind the last ranked one of its side, so that
    coming in and dropping out are moves as well; both unranked is 0."""
    before, after = was.astype("Float64"), now.astype("Float64")
    last = [side.max() if side.notna().any() else 0.0 for side in (before, after)]
    gained = before.fillna(last[0] + 1) - after.fillna(last[1] + 1)
    return gained.mask(before.isna() & after.isna(), 0.0).astype("int64")


def largest_first(was: pd.Series, now: pd.Series) -> pd.Index:
    """The index by how far each moved, the farthest first; ties in the order given."""
    order = np.argsort(-moved(was, now).abs().to_numpy(), kind="stable")
    return was.index[order]
