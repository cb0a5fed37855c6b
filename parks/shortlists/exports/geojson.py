"""A selection as RFC 7946 GeoJSON, one feature per line, with a `metadata` member that says what it is."""

from collections.abc import Iterable, Iterator

import orjson

from parks.selections.rows import Row
from parks.shortlists.columns import COLUMNS
from parks.shortlists.facts import Fact

CONTENT_TYPE = "application/geo+json"
KEYS = [column.key for column in COLUMNS]


def write(rows: Iterable[Row], facts: list[Fact]) -> Iterator[bytes]:
    """Pieces of the file; each row holds its geometry as GeoJSON text under `shape`."""
    metadata = {fact.key: fact.value for fact in facts}
    yield b'{"type":"FeatureCollection","metadata":' + orjson.dumps(metadata) + b',"features":['
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + _feature(row)
    yield b"\n]}\n"


def _feature(row: Row) -> bytes:
    """Stored units: m², fractions; 万元/亩 where the key says so."""
    properties = orjson.dumps({key: row[key] for key in KEYS})
    shape = row["shape"].encode() if row["shape"] else b"null"
    return b'{"type":"Feature","id":%d,"geometry":%b,"properties":%b}' % (row["id"], shape, properties)
