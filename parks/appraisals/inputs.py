"""What a run was judged on, kept as compressed Arrow tables, and given back as the very same frame."""

from io import BytesIO

import orjson
import pandas as pd
import pyarrow as pa
from pyarrow import feather

from assessment.columns import TABLES
from assessment.frame import Frame
from parks.appraisals.models import Appraisal, RunInput

SIZE_BYTES = 8


def keep(frame: Frame, input_hash: str) -> None:
    """Write the canonical frame out unless the same one is kept already."""
    if not RunInput.objects.filter(pk=input_hash).exists():
        RunInput.objects.bulk_create(
            [RunInput(hash=input_hash, content=frame_to_bytes(frame))], ignore_conflicts=True
        )


def kept(input_hash: str) -> Frame:
    """Raises RunInput.DoesNotExist where it was cleared away."""
    return frame_from_bytes(bytes(RunInput.objects.get(pk=input_hash).content))


def clear_away() -> int:
    """Inputs of runs whose details are gone and that nobody reads as the current ones; returns how many."""
    wanted = Appraisal.objects.filter(details_kept=True).values("input_hash")
    return RunInput.objects.exclude(pk__in=wanted).delete()[0]


def frame_to_bytes(frame: Frame) -> bytes:
    """The year, then each table with its length before it."""
    parts = [orjson.dumps({"year": frame.year}), *(_table_to_bytes(table) for _, table in frame.tables())]
    return b"".join(len(part).to_bytes(SIZE_BYTES, "big") + part for part in parts)


def frame_from_bytes(content: bytes) -> Frame:
    parts, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at : at + SIZE_BYTES], "big")
        at += SIZE_BYTES + size
        parts.append(content[at - size : at])
    head, *tables = parts
    named = dict(zip(TABLES, tables, strict=True))
    return Frame(
        **{name: _table_from_bytes(part) for name, part in named.items()}, year=orjson.loads(head)["year"]
    )


def _table_to_bytes(table: pd.DataFrame) -> bytes:
    """Columns that nobody has a value in are left out: the frame's canonical form adds them again."""
    known = table.loc[:, table.notna().any()] if len(table) else table
    buffer = BytesIO()
    feather.write_feather(pa.Table.from_pandas(known.rename_axis(index="id")), buffer, compression="zstd")
    return buffer.getvalue()


def _table_from_bytes(content: bytes) -> pd.DataFrame:
    return feather.read_table(BytesIO(content)).to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
