"""What differs between two appraisals of the same city, before and after a batch (影响): parks, grades, modes, ranks and the
lines of the policy that are crossed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from assessment.appraisal import Appraisal
from assessment.comparison import changed, crossed, differs, transitions
from assessment.frame import Frame

FACTS = ("area_m2", "far", "procedure_share", "output_per_mu", "tax_per_mu")
RESULTS = ("grade", "mode", "rank")
LISTED = 200
LARGEST = 10
TOPS = (50, 100)
DECIMALS = 6
GRADES = (
    ("亩产效益 A 档", "land efficiency: grade A", ("A",)),
    ("亩产效益 D 档以上", "land efficiency: better than grade D", ("A", "B", "C")),
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """The inventory at one moment, and what the assessment says of it."""

    frame: Frame
    appraisal: Appraisal

    def of(self, park_ids: pd.Index) -> pd.DataFrame:
        """Facts and results of these parks; unknown where a park is not assessed."""
        facts = self.frame.parks[list(FACTS)].astype("float64")
        return facts.join(self.appraisal.parks[list(RESULTS)]).reindex(park_ids)


def compare(before: Judged, after: Judged, parks: pd.DataFrame) -> Json:
    """Of these parks (id → code, name) only; ranks are those in the whole city."""
    was, now = before.of(parks.index), after.of(parks.index)
    facts = differs(before.frame.parks.reindex(parks.index), after.frame.parks.reindex(parks.index))
    results = differs(was, now)
    return {
        "parks": int(facts.sum()),
        "grades": _moves(was["grade"], now["grade"]),
        "modes": _moves(was["mode"], now["mode"]),
        "ranks": _ranks(was["rank"], now["rank"], parks),
        "lines": _lines(before.appraisal, after.appraisal, parks.index),
        "parcel_grades": _moves(*_parcel_grades(before, after, parks.index)),
        "changes": _changes(was, now, facts, facts | results, parks),
    }


def _moves(was: pd.Series, now: pd.Series) -> list[Json]:
    """How many went from which value to which other; null is none."""
    return [{"from": a, "to": b, "count": count} for a, b, count in transitions(was, now)]


def _ranks(was: pd.Series, now: pd.Series, parks: pd.DataFrame) -> Json:
    was, now = was.astype("Float64"), now.astype("Float64")
    moved = (now - was).abs().fillna(0)
    largest = moved[moved > 0].sort_values(ascending=False, kind="stable").index[:LARGEST]
    return {
        "changed": int(changed(was, now).sum()),
        **{f"top_{top}": crossed((was <= top).fillna(False), (now <= top).fillna(False)) for top in TOPS},
        "largest": [
            {
                "park_id": int(each),
                **_named(parks, each),
                "before": _plain(was[each]),
                "after": _plain(now[each]),
            }
            for each in largest
        ],
    }


def _lines(before: Appraisal, after: Appraisal, park_ids: pd.Index) -> list[Json]:
    """How many parks come to meet each requirement, and how many no longer do; unknown is not met. Gates of a renewal mode
    are listed where they are crossed."""
    lines = []
    for was, now in zip(_met(before), _met(after), strict=True):
        (name, name_en, always), old, new = (
            now[0],
            *(each[1].reindex(park_ids, fill_value=False) for each in (was, now)),
        )
        up, down = int((new & ~old).sum()), int((old & ~new).sum())
        if always or up or down:
            lines.append({"name": name, "name_en": name_en, "up": up, "down": down})
    return lines


def _met(appraisal: Appraisal) -> Iterator[tuple[tuple[str, str, bool], pd.Series]]:
    """Each line's names, whether it is always listed, and which parks are known to meet it."""
    index, judgements = appraisal.parks.index, appraisal.judgements
    rows = range(len(index))
    scope, minimums = judgements["scope"], judgements["minimums"]
    yield _line(scope.legend), pd.Series(~appraisal.parks["below_threshold"].astype(bool), index=index)
    checks = [minimums.evidence(row)["checks"] for row in rows]
    for place, legend in enumerate(minimums.legend["checks"]):
        yield _line(legend), pd.Series([each[place][1] is True for each in checks], index=index, dtype=bool)
    for name, name_en, grades in GRADES:
        yield (name, name_en, True), appraisal.parks["grade"].isin(grades)
    yield ("参与排序", "ranked", True), appraisal.parks["ranked"].astype(bool)
    modes = judgements["mode"]
    gates = [modes.evidence(row)["gates"] for row in rows]
    for at, mode in enumerate(modes.legend["modes"]):
        for place, legend in enumerate(mode["gates"]):
            met = [each[at][place][1] is True for each in gates]
            yield _line(legend, always=False), pd.Series(met, index=index, dtype=bool)


def _line(legend: Json, *, always: bool = True) -> tuple[str, str, bool]:
    return legend["requirement_zh"], legend["requirement_en"], always


def _parcel_grades(before: Judged, after: Judged, park_ids: pd.Index) -> tuple[pd.Series, pd.Series]:
    """Of the parcels that lie in these parks before or after."""
    tables = [each.frame.parcels["park_id"] for each in (before, after)]
    parcels = pd.Index(np.unique(np.concatenate([table.index[table.isin(park_ids)] for table in tables])))
    was, now = (each.appraisal.parcels["grade"].reindex(parcels) for each in (before, after))
    return was, now


def _changes(
    was: pd.DataFrame, now: pd.DataFrame, facts: pd.Series, touched: pd.Series, parks: pd.DataFrame
) -> list[Json]:
    """Parks of the file first, then those whose grade or mode moves, then by how far the rank does."""
    order = pd.DataFrame(
        {
            "facts": facts,
            "result": differs(was[["grade", "mode"]], now[["grade", "mode"]]),
            "moved": (now["rank"].astype("Float64") - was["rank"].astype("Float64")).abs().fillna(0),
        }
    )[touched].sort_values(["facts", "result", "moved"], ascending=False, kind="stable")
    return [
        {"park_id": int(each), **_named(parks, each), "before": _row(was, each), "after": _row(now, each)}
        for each in order.index[:LISTED]
    ]


def _named(parks: pd.DataFrame, park_id: int) -> Json:
    return {"code": parks.loc[park_id, "code"], "name": parks.loc[park_id, "name"]}


def _row(table: pd.DataFrame, park_id: int) -> Json:
    return {name: _plain(table.loc[park_id, name]) for name in table.columns}


def _plain(value: Any) -> Any:
    """As JSON has it: ranks are whole, unknown is null."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, str):
        return value
    number = round(float(value), DECIMALS)
    return int(number) if number.is_integer() else number
