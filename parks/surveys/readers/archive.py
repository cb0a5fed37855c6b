"""Zip files met with suspicion: no path is trusted, and nothing is unpacked without a limit."""

import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from parks.surveys.refusals import RefusedError

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
CHUNK = 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 1_000
RATIO_MATTERS_FROM = 10 * 1024 * 1024


def open_zip(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise RefusedError("zip.broken") from error
    if len(archive.infolist()) > MAX_ENTRIES:
        archive.close()
        raise RefusedError("zip.broken")
    return archive


def entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files inside by their readable names; folders and macOS' own files are left out."""
    found = {}
    for info in archive.infolist():
        name = readable_name(info)
        parts = PurePosixPath(name).parts
        if info.is_dir() or not parts or "__MACOSX" in parts or parts[-1].startswith("._"):
            continue
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            raise RefusedError("zip.unsafe", name=name[:80])
        if info.flag_bits & 0x1:
            raise RefusedError("zip.encrypted")
        found[name] = info
    return found


def readable_name(info: zipfile.ZipInfo) -> str:
    """Old Windows zips hold GBK names that zipfile reads as cp437."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & 0x800 or name.isascii():
        return name
    raw = info.orig_filename.replace("\\", "/").encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def unpack(archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo], folder: Path, limit: int) -> None:
    """Copy entries to `folder` under the names given, counting what really comes out."""
    left = limit
    for name, info in wanted.items():
        if info.file_size > left or is_bomb(info):
            raise RefusedError("zip.too-big", limit=limit // 1024**2)
        try:
            with archive.open(info) as inside, (folder / name).open("wb") as outside:
                left -= _copy(inside, outside, left, limit)
        except BROKEN as error:
            raise RefusedError("zip.broken") from error


def read_entry(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, limit: int = 1024 * 1024
) -> bytes:
    """A small entry's bytes."""
    unpack(archive, {"entry": info}, folder, limit)
    data = (folder / "entry").read_bytes()
    (folder / "entry").unlink()
    return data


def is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_MATTERS_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _copy(inside: IO[bytes], outside: IO[bytes], left: int, limit: int) -> int:
    written = 0
    while chunk := inside.read(CHUNK):
        written += len(chunk)
        if written > left:
            raise RefusedError("zip.too-big", limit=limit // 1024**2)
        outside.write(chunk)
    return written
