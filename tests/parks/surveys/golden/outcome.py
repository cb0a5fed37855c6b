"""What becomes of a file: the code it is refused with, or the codes of what its reader says of it."""

from pathlib import Path

from parks.surveys.readers import read
from parks.surveys.refusals import RefusedError


def outcome(path: Path) -> str | list[tuple[int | None, str]]:
    try:
        return [(issue.row, issue.code) for issue in read(path, path.name).issues]
    except RefusedError as error:
        return error.code
