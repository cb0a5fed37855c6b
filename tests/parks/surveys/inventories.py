"""The inventory as it lies in the database, to the byte: what an undo has to bring back."""

from django.db import connection

TABLES = (
    "inventory_parcel",
    "inventory_buildingarea",
    "inventory_park",
    "inventory_parkboundary",
    "inventory_tenancy",
)
SUMMARIES = "inventory_parksummary"
HISTORY = (
    "inventory_parcelevent",
    "inventory_buildingareaevent",
    "pghistory_context",
    "inventory_datarevision",
)


def dump(*tables: str) -> dict[str, list[str]]:
    """Every row of these tables as PostgreSQL writes it, in an order of its own."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables or (*TABLES, SUMMARIES):
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY t::text")  # named above
            found[table] = [row for (row,) in cursor.fetchall()]
    return found
