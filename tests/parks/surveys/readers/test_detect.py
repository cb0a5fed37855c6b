"""By content: names do not decide."""

import pytest

from parks.surveys.readers import read
from parks.surveys.readers.detect import detect
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("a.gpkg", b"", "file.empty", "空"),
        ("a.kml", b"<?xml version='1.0'?><svg>", "file.unsupported", "XML"),
        ("a.gml", b"<gml:FeatureCollection>", "file.unsupported", "GML"),
        ("a.dwg", b"AC1027", "file.unsupported", "DWG"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.unsupported", "Office"),
        ("a.xls", b"<html><table><tr><td>", "file.unsupported", "HTML"),
        ("a.ods", b"x", "file.unsupported", "ODS"),
        ("a.txt", "说明".encode(), "file.unknown", "TXT"),
        ("a.shp", b"\x00\x00\x27\x0a" + b"\0" * 96, "shp.loose", "zip"),
        ("a.dbf", b"\x03", "shp.loose", "zip"),
        ("a.zip", b"not a zip", "zip.broken", "zip"),
        ("a.zip", b"PK\x03\x04 torn", "zip.broken", "zip"),
        ("a.bin", b"\x01\x02", "file.unknown", "GeoPackage"),
    ],
)
def test_refusals_say_what_the_file_is(name, content, code, word, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(RefusedError) as caught:
        read(path, name)

    assert (caught.value.code, word in caught.value.zh) == (code, True)


@pytest.mark.parametrize("name", ["a.gpkg", "a.zip", "a.csv", "a"])
def test_a_geopackage_under_any_name(name, tmp_path):
    path = files.geopackage(tmp_path / "x.gpkg", files.frame(1))

    assert detect(path, name) == "GeoPackage"
    assert len(read(path, name).table) == 1


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"<?xml version='1.0'?><kml>", "KML"),
        (b"<kml:kml xmlns:kml='x'>", "KML"),
        ("<!-- 石马 --><kml/>".encode("gbk"), "KML"),
        ("<kml>".encode("utf-16"), "KML"),
        (b"  0\nSECTION\n", "DXF"),
        (b"0\r\nSECTION\r\n", "DXF"),
        (b"999\nwritten by hand\n  0\nSECTION\n", "DXF"),
        (b"AutoCAD Binary DXF\r\n", "DXF"),
        ("[属性描述]\r\n[地块坐标]\r\n".encode("gbk"), "勘测定界 TXT"),
        ("[属性描述]\n[地块坐标]".encode("utf-8-sig"), "勘测定界 TXT"),
        ("[地块坐标]".encode("utf-16"), "勘测定界 TXT"),
        ("【项目信息】\r\r\n项目名称=".encode("gbk"), "勘测定界 TXT"),
        ("5,0.1,1,甲,面,,,,@\nJ1,1,2580010.0,430010.0".encode("gbk"), "勘测定界 TXT"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.zip", "a"])
def test_formats_of_text_by_what_only_they_have(content, format_, name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(content)

    assert detect(path, name) == format_
