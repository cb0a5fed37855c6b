"""The lists in the order in which they are shown. A new list is a file and a line here."""

from __future__ import annotations

from assessment.lists.listing import ListRule

LISTS: tuple[ListRule, ...] = ()
