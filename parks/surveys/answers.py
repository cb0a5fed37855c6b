"""What the clerk answered (答复): all that was said about a file besides the file itself. The file and the answers
together give the report, so both are kept, and the same two give the same report again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True)
class Answers:
    """`layer`: which of several. `epsg`: the coordinate system. `shift` (坐标偏移): none, gcj02 or bd09.
    `encoding`: utf-8 or gb18030. `columns`: header → field, None where it is not to be used. `units`: header → unit.
    `cells`: row → header → the text that replaces the cell (a suggested fix that was chosen).
    `clipped`: rows cut to the parcels that are stored already. `left_out`: rows not to be taken in.
    `overridden`: row → fingerprint of the stored parcel (None where it is gone) that the row is to replace although somebody
    changed it."""

    layer: str = ""
    epsg: int | None = None
    shift: str = ""
    encoding: str = ""
    columns: Mapping[str, str | None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    clipped: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    overridden: Mapping[int, int | None] = field(default_factory=dict)

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Self:
        """From JSON, whose keys are always text."""
        known = {f.name for f in fields(cls)}
        said = {name: value for name, value in stored.items() if name in known}
        for name in ("cells", "overridden"):
            said[name] = {int(row): value for row, value in said.get(name, {}).items()}
        for name in ("clipped", "left_out"):
            said[name] = frozenset(said.get(name, ()))
        return cls(**said)

    def dump(self) -> dict[str, Any]:
        """As JSON; what was not said is left out."""
        said = {
            name: value for name, value in asdict(self).items() if value not in ("", None, {}, frozenset())
        }
        return {
            name: sorted(value) if isinstance(value, frozenset) else value for name, value in said.items()
        }
