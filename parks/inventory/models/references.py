"""References between the tables that surveys fill (外键): held by statement, as a foreign key is held row by row.

PostgreSQL looks up the parent of every single row, a quarter of the time of a large commit. Here a statement looks up each
parent once and locks it as a foreign key does (FOR KEY SHARE); a parent that goes is asked for its children when the
transaction ends. Decision record 7 says what that costs.
"""

import pgtrigger

MISSING = """
EXECUTE '
    WITH named AS ({named}),
    held AS MATERIALIZED (SELECT p.id FROM {parent} p JOIN named n ON n.id = p.id FOR KEY SHARE OF p)
    SELECT (SELECT count(*) FROM held) < (SELECT count(*) FROM named)' INTO missing;
IF missing THEN
    RAISE foreign_key_violation USING
        MESSAGE = format('%s.{column} names a row that is not in {parent}', TG_TABLE_NAME),
        TABLE = TG_TABLE_NAME, COLUMN = '{column}';
END IF;"""
NAMED = {
    pgtrigger.Insert: "SELECT DISTINCT {column} AS id FROM new_values WHERE {column} IS NOT NULL",
    pgtrigger.Update: "SELECT {column} AS id FROM new_values WHERE {column} IS NOT NULL EXCEPT SELECT {column} FROM old_values",
}
REFERRED = """
IF EXISTS (SELECT FROM {child} WHERE {column} = OLD.id) AND NOT EXISTS (SELECT FROM {table} WHERE id = OLD.id) THEN
    RAISE foreign_key_violation USING
        MESSAGE = format('{child}.{column} still names %s of {table}', OLD.id), TABLE = '{child}', COLUMN = '{column}';
END IF;"""
EMPTIED = """
IF EXISTS (SELECT FROM {child}) THEN
    RAISE foreign_key_violation USING MESSAGE = '{child}.{column} still names rows of {table}', TABLE = '{child}';
END IF;"""


def refers(**parents: str) -> list[pgtrigger.Trigger]:
    """For the table that refers: column → the parent's table. Planned anew for each statement, one row or 50,000."""
    return [_refers(operation, parents) for operation in NAMED]


def _refers(operation: pgtrigger.Operation, parents: dict[str, str]) -> pgtrigger.Trigger:
    checks = [
        MISSING.format(column=column, parent=parent, named=NAMED[operation].format(column=column))
        for column, parent in parents.items()
    ]
    return pgtrigger.Trigger(
        name=f"refers_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(
            new="new_values", old="old_values" if operation is pgtrigger.Update else None
        ),
        declare=[("missing", "boolean")],
        func=_one_line("".join(checks) + " RETURN NULL;"),
    )


def referred(table: str, *children: tuple[str, str]) -> list[pgtrigger.Trigger]:
    """For the table that is referred to: (table, column) of those that do."""
    places = [{"table": table, "child": child, "column": column} for child, column in children]
    gone = "".join(REFERRED.format(**place) for place in places)
    emptied = "".join(EMPTIED.format(**place) for place in places)
    return [
        pgtrigger.Trigger(
            name="referred",
            when=pgtrigger.After,
            operation=pgtrigger.Delete | pgtrigger.UpdateOf("id"),
            timing=pgtrigger.Deferred,
            func=_one_line(f"{gone} RETURN NULL;"),
        ),
        pgtrigger.Trigger(
            name="referred_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func=_one_line(f"{emptied} RETURN NULL;"),
        ),
    ]


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
