"""Making selections, and finding them again."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from parks.accounts.models import User
from parks.selections.columns import State, current_columns
from parks.selections.errors import SelectionNotFoundError, UnknownFiltersError
from parks.selections.filters import ParkFilter
from parks.selections.masks import Masks, cleaned
from parks.selections.models import Selection

ID_CHARACTERS = 12


def canonical(filters: Mapping[str, Any]) -> dict[str, str]:
    """Filters as the page's address has them: text only, lists sorted, empty ones left out, numbers in one form."""
    if unknown := sorted(set(filters) - set(ParkFilter.base_filters)):
        raise UnknownFiltersError(names=", ".join(unknown))
    given = {name: _text(value) for name, value in filters.items()}
    return {name: _plain(value) for name, value in sorted(cleaned(given).items())}


def _text(value: Any) -> str:
    return (
        ",".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value)
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(sorted({_plain(each) for each in value}))
    if hasattr(value, "extent"):
        return ",".join(f"{edge:.7g}" for edge in value.extent)
    return str(value).strip() if isinstance(value, str) else f"{value.normalize():f}"


def selection_id(filters: Mapping[str, str], state: State, scope: Sequence[str]) -> str:
    question = {
        "filters": filters,
        "revision": state.revision,
        "appraisal": state.appraisal,
        "scope": sorted(scope),
    }
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
    selection = Selection.objects.select_related("appraisal", "created_by").filter(pk=selection_id).first()
    if selection is None or not _covers(user.scope, selection.scope):
        raise SelectionNotFoundError
    return selection


def _covers(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    return all(any(code.startswith(prefix) for prefix in wide) for code in narrow)
