"""Rows of a table by town or district (统计表), kept to the user's scope and shown like entries."""

from collections.abc import Iterable, Iterator
from typing import Any

from parks.accounts.models import User
from parks.inventory.models import AdminArea

Json = dict[str, Any]


def rows_visible(legend: Json, user: User) -> list[Json]:
    """A row is seen by whoever sees its whole area."""
    prefixes = tuple(user.scope)
    return [row for row in legend["rows"] if prefixes and row["area"].startswith(prefixes)]


def rows_asked(rows: Iterable[Json], statuses: list[str], districts: list[str]) -> list[Json]:
    return [
        row
        for row in rows
        if (not statuses or row["status"] in statuses)
        and (not districts or row["area"].startswith(tuple(districts)))
    ]


def as_entries(name: str, rows: list[Json]) -> Iterator[Json]:
    """Rows in the shape of stored entries, with the names of their areas. One query."""
    codes = {code for row in rows for code in (row["area"], row["evidence"]["district"])}
    names = dict(AdminArea.objects.filter(code__in=codes).values_list("code", "name"))
    for row in rows:
        area, district = row["area"], row["evidence"]["district"]
        yield {
            **row,
            "list": name,
            "subject": {"type": "areas", "id": None, "code": area, "name": names.get(area)},
            "park": None,
            "district": {"code": district, "name": names.get(district, district)},
            "town": {"code": area, "name": names.get(area, area)} if area != district else None,
            "is_synthetic": False,
        }
