"""Files that mean harm, or are not what they are called: read, or refused with a known sentence."""

import io
import os
import stat
import struct
import zipfile
import zlib

import pytest
import xlsxwriter

from parks.surveys.models import SurveyUpload
from parks.surveys.refusals import REFUSALS
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db
EXTENSIONS = (
    "gpkg", "geojson", "json", "zip", "shp", "dbf", "prj", "kml", "kmz", "dxf", "dwg", "gdb", "xlsx", "xls", "csv", "txt", "mdb",
    "exe", "", "石马",
)  # fmt: skip


def settled(upload: SurveyUpload) -> str:
    """How it ended; whatever it is, the clerk is told by a sentence of ours."""
    assert upload.status in ("checked", "refused"), upload.problem
    if upload.status == "refused":
        assert upload.problem["code"] in REFUSALS
    return str(upload.problem["code"]) if upload.problem else ""


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_random_bytes_under_every_extension(extension, park, checked, tmp_path):
    path = tmp_path / f"a.{extension}"
    path.write_bytes(b"\xfe" + os.urandom(5_000))

    assert settled(checked(path)) != ""


@pytest.mark.parametrize("extension", ["csv", "txt", "kml", "zip", "gpkg", "geojson"])
def test_a_workbook_under_another_name(extension, park, checked, tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("宗地").write_row(0, 0, ["宗地代码", "面积"])
    path = tmp_path / f"a.{extension}"
    path.write_bytes(content.getvalue())

    settled(checked(path))


@pytest.mark.parametrize("extension", ["csv", "shp", "kml", "txt", ""])
def test_a_geopackage_is_one_under_any_name(extension, park, checked, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(2)).rename(tmp_path / f"a.{extension}")

    assert checked(path).counts["new"] == 2


def test_a_link_in_a_zip_is_a_text_and_leads_nowhere(park, checked, tmp_path):
    secret = files.shapefile(tmp_path / "secret.zip", files.frame(2))
    with zipfile.ZipFile(secret) as archive:
        archive.extractall(tmp_path / "secret")
    link = zipfile.ZipInfo("layer.shp")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, str(tmp_path / "secret" / "宗地.shp"))
        for part in (".shx", ".dbf"):
            archive.write(tmp_path / "secret" / f"宗地{part}", f"layer{part}")

    assert settled(checked(tmp_path / "a.zip")) == "file.broken"


@pytest.mark.parametrize("name", ["../../etc/passwd.shp", "/etc/passwd.shp", "a\\..\\..\\b.shp", "C:\\b.shp"])
def test_paths_that_leave_the_folder(name, park, checked, tmp_path):
    path = files.zipped(tmp_path / "a.zip", **{name: b"x", "b.shx": b"x", "b.dbf": b"x"})

    assert settled(checked(path)) == "zip.unsafe"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(park, checked, tmp_path):
    """One entry that says it is as small as it is packed, and holds 64 MB of zeros."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = bytes(1024**2)
    data = b"".join(squeeze.compress(megabyte) for _ in range(64)) + squeeze.flush()
    path = files.zipped(tmp_path / "a.zip", **{"a.shx": b"x", "a.dbf": b"x"})
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("a.shp")
        archive.writestr(info, data)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 10, zipfile.ZIP_DEFLATED)
    local = struct.unpack_from("<L", content, at + 42)[0]
    struct.pack_into("<H", content, local + 8, zipfile.ZIP_DEFLATED)
    path.write_bytes(content)

    assert settled(checked(path)) in ("zip.broken", "zip.too-big")


def test_a_zip_in_a_zip_in_a_zip(park, checked, tmp_path):
    path = files.shapefile(tmp_path / "0.zip", files.frame(2))
    for depth in (1, 2, 3):
        path = files.zipped(tmp_path / f"{depth}.zip", **{f"{depth - 1}.zip": path.read_bytes()})

    settled(checked(path))


XXE = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">{more}]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>{use}</name><Polygon><outerBoundaryIs><LinearRing>
<coordinates>113.30,23.30 113.31,23.30 113.31,23.31 113.30,23.30</coordinates></LinearRing></outerBoundaryIs></Polygon>
</Placemark></Document></kml>"""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))


@pytest.mark.parametrize(("more", "use"), [("", "&x;"), (LAUGHS, "&l11;")], ids=["file", "laughs"])
def test_entities_of_xml_are_not_followed(more, use, park, checked, tmp_path):
    path = tmp_path / "a.kml"
    path.write_text(XXE.format(more=more, use=use), encoding="utf-8")

    upload = checked(path)

    settled(upload)
    assert "root:" not in str(list(upload.rows.values())) + str(list(upload.issues.values())) + str(
        upload.problem
    )
