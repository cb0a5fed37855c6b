"""Content hashes that say a step is done, so that the next start skips it."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


def digest_files(files: Iterable[Path], root: Path) -> str:
    named = sorted((str(file.relative_to(root)), file) for file in files)
    return digest(*(part for name, file in named for part in (name, file.read_bytes())))


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    temporary.replace(path)


class Stamps:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def matches(self, name: str, value: str) -> bool:
        try:
            return (self.directory / name).read_text(encoding="utf-8") == value
        except OSError:
            return False

    def put(self, name: str, value: str) -> None:
        write_atomically(self.directory / name, value)

    def clear(self, *names: str) -> None:
        for name in names:
            (self.directory / name).unlink(missing_ok=True)
