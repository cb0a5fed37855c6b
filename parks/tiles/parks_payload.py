"""The parks of a scope (园区图层) as one compact document: columns of figures and delta-encoded outlines.

`{"revision", "appraisal", "policy_edition", "synthetic", "count", "columns": {name: [one value per park]},
"areas": {code: name}, "geometry": {"scale", "origin", "rings"}}`. Values are rounded as COLUMNS says; null is
unknown. A ring is `[x0, y0, dx1, dy1, …]` in steps of 1/scale degree from the origin, not closed; the rings of a park
are filled by the even-odd rule.
"""

from typing import Any

import numpy as np
import orjson
import shapely
from django.db import connection

from parks.inventory.frames import snapshot
from parks.inventory.models import AdminArea
from parks.selections.state import DataMovedError, State
from parks.tiles import outlines
from parks.tiles.sql import statement
from parks.tiles.tokens import Token
from parks.tiles.visibility import visible_parks

COLUMNS: dict[str, int | None] = {
    "id": None,
    "code": None,
    "name": None,
    "area": None,
    "tenure": None,
    "procedure": None,
    "area_m2": None,
    "gfa_m2": None,
    "far": 6,
    "output_per_mu": 5,
    "tax_per_mu": 6,
    "procedure_share": 6,
    "grade": None,
    "grade_score": 4,
    "mode": None,
    "need": 4,
    "opportunity": 4,
    "priority": 4,
    "rank": None,
    "completeness": 4,
}
"""Column → decimals kept; None leaves the value as it is. 万元/亩 for output and tax, fractions for shares. More decimals
than are shown: rounded twice, a figure of the map would differ from the card's and the export's."""


AREA = list(COLUMNS).index("area")


def build(token: Token) -> bytes:
    """The document that the token stands for. Raises DataMovedError when the database has moved on since."""
    with snapshot():
        if State.current() != token.state:
            raise DataMovedError
        rows = _parks(token)
        areas = _areas_above({row[AREA] for row in rows})
    *columns, synthetic, shapes = zip(*rows, strict=True) if rows else [()] * (len(COLUMNS) + 2)
    outline = outlines.encode(shapely.from_wkb(np.array(shapes, dtype=object)))
    document: dict[str, Any] = {
        "revision": token.revision,
        "appraisal": token.appraisal,
        "policy_edition": token.policy_edition,
        "synthetic": any(synthetic),
        "count": len(rows),
        "columns": {
            name: _rounded(values, decimals)
            for (name, decimals), values in zip(COLUMNS.items(), columns, strict=True)
        },
        "areas": areas,
        "geometry": {"scale": outlines.SCALE, "origin": outline.origin, "rings": outline.rings},
    }
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)


def _parks(token: Token) -> list[tuple[Any, ...]]:
    subselect, parameters = visible_parks(token.scope)
    sql = statement("parks").format(visible_parks=subselect)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**parameters, "appraisal": token.appraisal})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _areas_above(codes: set[str]) -> dict[str, str]:
    above = {code[:length] for code in codes for length in AdminArea.LENGTH.values()}
    return dict(AdminArea.objects.filter(code__in=above).values_list("code", "name"))


def _rounded(values: tuple[Any, ...], decimals: int | None) -> list[Any]:
    if decimals is None:
        return list(values)
    return [None if value is None else round(value, decimals) for value in values]
