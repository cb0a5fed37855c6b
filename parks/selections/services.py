"""Making selections, and finding them again."""

import hashlib
import re
from base64 import b32encode
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson
from django.contrib.gis.geos import Polygon
from rest_framework.exceptions import ErrorDetail, ValidationError

from parks.accounts.models import User
from parks.inventory.filters import BOX_DECIMALS
from parks.selections.columns import current_columns
from parks.selections.errors import SelectionNotFoundError, UnknownFiltersError
from parks.selections.filters import ParkFilter
from parks.selections.masks import Masks, cleaned
from parks.selections.models import Selection
from parks.selections.state import State

ID_CHARACTERS = 12
ID = rf"[a-z2-7]{{{ID_CHARACTERS}}}"
NAMES_SHOWN = 200
NEITHER_TEXT_NOR_NUMBER = ErrorDetail("应为文字、数字或由它们组成的列表", code="filter_value")


def canonical(filters: Mapping[str, Any]) -> dict[str, str]:
    """Filters as the page's address has them: text only, lists sorted, empty ones left out, numbers in one form."""
    if unknown := sorted(set(filters) - set(ParkFilter.base_filters)):
        raise UnknownFiltersError(names=", ".join(unknown)[:NAMES_SHOWN])
    if faulty := {name: NEITHER_TEXT_NOR_NUMBER for name, value in filters.items() if not _is_value(value)}:
        raise ValidationError(faulty)
    given = {name: _text(value) for name, value in filters.items()}
    return {name: _plain(value) for name, value in sorted(cleaned(given).items())}


def _is_value(value: Any) -> bool:
    """Text, a number, nothing, or a list of texts and numbers."""
    each = value if isinstance(value, list | tuple) else [value]
    return all(one is None or isinstance(one, str | int | float) for one in each)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    return "" if value is None else str(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(sorted({_plain(each) for each in value}))
    if isinstance(value, Polygon):
        return ",".join(_degrees(edge) for edge in value.extent)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _degrees(edge: float) -> str:
    return f"{edge + 0.0:.{BOX_DECIMALS}f}".rstrip("0").rstrip(".")


def selection_id(filters: Mapping[str, str], state: State, scope: Sequence[str]) -> str:
    question = {"filters": filters, "state": state, "scope": sorted(scope)}
    digest = hashlib.sha256(orjson.dumps(question, option=orjson.OPT_SORT_KEYS)).digest()
    return b32encode(digest).decode().lower()[:ID_CHARACTERS]


def create_selection(user: User, filters: Mapping[str, Any]) -> Selection:
    """The selection of these filters on the present data; the one made before, if the same was asked before."""
    question = canonical(filters)
    state, parks = current_columns()
    masks = Masks(parks, parks.within(user.scope), cleaned(question))
    ids = parks.ids[masks.selected].tolist()
    selection, _ = Selection.objects.get_or_create(
        id=selection_id(question, state, user.scope),
        defaults={
            "filters": question,
            "ids": ids,
            "count": len(ids),
            "total": int(masks.visible.sum()),
            "revision": state.revision,
            "appraisal_id": state.appraisal,
            "scope": sorted(user.scope),
            "created_by": user,
        },
    )
    return selection


def selection_for(user: User, selection_id: str) -> Selection:
    """A selection whose whole scope lies inside the user's; any other is not found."""
    if not re.fullmatch(ID, selection_id):
        raise SelectionNotFoundError
    selection = Selection.objects.select_related("appraisal", "created_by").filter(pk=selection_id).first()
    if selection is None or not _covers(user.scope, selection.scope):
        raise SelectionNotFoundError
    return selection


def _covers(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    return all(any(code.startswith(prefix) for prefix in wide) for code in narrow)
