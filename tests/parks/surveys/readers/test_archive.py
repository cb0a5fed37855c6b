"""Hostile and damaged zips."""

import zipfile

import pytest

from parks.surveys.readers import Limits, read
from parks.surveys.readers.archive import open_zip, unpack
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files


def refusal(path, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read(path, path.name, **kwargs)
    return caught.value


@pytest.mark.parametrize(
    "name", ["../evil.shp", "/etc/evil.shp", "a/../../evil.shp", "..\\evil.shp", "C:/evil.shp"]
)
def test_paths_that_leave_the_folder(name, tmp_path):
    assert refusal(files.zipped(tmp_path / "a.zip", **{name: b"x"})).code == "zip.unsafe"


def test_a_bomb_is_stopped_by_its_ratio_and_by_its_size(tmp_path):
    bomb = files.zipped(
        tmp_path / "a.zip", **{"a.shp": b"\0" * (11 * 1024 * 1024), "a.shx": b"x", "a.dbf": b"x"}
    )
    assert refusal(bomb).code == "zip.too-big"
    plain = files.shapefile(tmp_path / "b.zip", files.frame(50))
    assert refusal(plain, limits=Limits(unpacked_bytes=1_000)).code == "zip.too-big"


def test_a_size_that_lies_is_counted(tmp_path):
    path = files.zipped(tmp_path / "a.zip", **{"a.shp": b"0123456789" * 100})
    with open_zip(path) as archive:
        info = archive.getinfo("a.shp")
        info.file_size = 1
        with pytest.raises(RefusedError) as caught:
            unpack(archive, {"a": info}, tmp_path, 500)
    assert caught.value.code in ("zip.too-big", "zip.broken")


def test_a_password_is_said(tmp_path):
    path = files.zipped(tmp_path / "a.zip", **{"a.shp": b"x"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)

    assert refusal(path).code == "zip.encrypted"


def test_a_damaged_entry(tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(5))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = next(i for i in archive.infolist() if i.filename.endswith(".shp"))
    data[info.header_offset + 60] ^= 0xFF
    path.write_bytes(data)

    assert refusal(path).code == "zip.broken"


@pytest.mark.parametrize(
    ("entries", "code", "word"),
    [
        ({}, "zip.no-shapefile", "nothing"),
        ({"说明.md": b"x"}, "zip.no-shapefile", "说明.md"),
        ({"doc.kml": b"x"}, "file.broken", "KML"),
        ({"a.gdb/a00000001.gdbtable": b"x"}, "file.broken", "FileGDB"),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, "file.unsupported", "Office"),
        ({"图.dxf": b"x"}, "zip.unwrap", "图.dxf"),
        ({"1号.txt": b"x", "2号.txt": b"x"}, "zip.unwrap", "1号.txt、2号.txt"),
        ({"说明.txt": b"x", "说明.md": b"x"}, "zip.no-shapefile", "说明.txt"),
    ],
)
def test_zips_of_other_things(entries, code, word, tmp_path):
    error = refusal(files.zipped(tmp_path / "a.zip", **entries))

    assert (error.code, word in error.zh) == (code, True)
