"""Reads that every request of a map makes: planned once per connection, no round trip but their own."""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import Format


def fetchone(sql: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    """The only row. A connection that the server has closed meanwhile is renewed, which spares the check before."""
    try:
        return _fetchone(sql, parameters)
    except psycopg.OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _fetchone(sql, parameters)


def _fetchone(sql: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    connection.ensure_connection()
    driver = connection.connection
    # Django's own cursors bind in the client and are never prepared; only those made here are.
    driver.prepare_threshold = 0
    cursor: Any = psycopg.Cursor(driver)
    cursor.format = Format.BINARY
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as reader:
        reader.execute(sql, parameters)
        row: tuple[Any, ...] = reader.fetchone()
    return row
