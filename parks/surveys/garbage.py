"""What Python and the C library do with memory that is no longer needed, where a large file makes it matter."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

MANY = 100_000
"""Rows; with fewer it takes longer than it saves."""


@contextmanager
def left_alone() -> Iterator[None]:
    """No search for reference cycles within: it walks over every object again and again while many are made, and took a
    quarter of the time among 50,000 shapes, which form none."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def give_back(rows: int) -> None:
    """Hand freed memory back to the system: Arrow's, and that of GDAL's threads where the C library can (glibc)."""
    if rows < MANY:
        return
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
