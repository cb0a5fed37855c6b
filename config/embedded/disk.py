"""Room on the disk, asked before a big step rather than found out in the middle of it."""

import shutil
from pathlib import Path

from config.embedded import messages
from config.embedded.messages import SetupError

MEGABYTE = 1024 * 1024


def require(where: Path, needed_mb: int) -> None:
    existing = next(path for path in (where, *where.parents) if path.exists())
    free_mb = shutil.disk_usage(existing).free // MEGABYTE
    if free_mb < needed_mb:
        raise SetupError(messages.disk_full(existing, needed_mb, free_mb))
