"""Whatever the bytes, a reader reads or refuses with a known code; it never raises anything else."""

import zipfile
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.inventory.cities.load import load_city
from parks.surveys.answers import Answers
from parks.surveys.checking import decide_crs
from parks.surveys.readers import read
from parks.surveys.readers.xls import OLE
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files, points, sheets

NAMES = st.sampled_from(
    [
        "a.gpkg",
        "a.zip",
        "a.geojson",
        "a.shp",
        "a.txt",
        "a.kml",
        "a.kmz",
        "a.dxf",
        "a.gdb",
        "a.gdb.zip",
        "a.csv",
        "a.xlsx",
        "a.xls",
        "石马",
        "",
    ]
)
MAGIC = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"SQLite format 3\0",
        b"{",
        b"\x00\x00\x27\x0a",
        b"<kml>",
        b"\xef\xbb\xbf{",
        b"<kml><Document><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>",
        b"  0\nSECTION\n  2\nENTITIES\n  0\nLWPOLYLINE\n",
        "[地块坐标]\n5,1,1,1,面,,,,@\n".encode(),
        "[地块坐标]\n5,1,1,1,面,,,,@\n".encode("gbk"),
        b"\xff\xfe[\x00",
        OLE,
        OLE + "Workbook".encode("utf-16-le"),
        "宗地代码,图形\n".encode(),
        "宗地代码\t经度\t纬度\n".encode("gbk"),
    ]
)
QUIET = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def reads_or_refuses(path: Path, name: str) -> None:
    with suppress(RefusedError):  # whose code is one of the catalog, or making it would have raised KeyError
        decide_crs(read(path, name), Answers(), load_city())


@QUIET
@given(magic=MAGIC, body=st.binary(max_size=400), name=NAMES)
def test_random_bytes(magic, body, name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(magic + body)

    reads_or_refuses(path, name)


class Golden(dict[str, bytes]):
    def __repr__(self) -> str:
        return "golden files"


def golden_text(folder: Path, table: gpd.GeoDataFrame) -> list[Path]:
    """Golden files of the text formats, and a KMZ."""
    shapes = list(table.geometry)
    written = {
        "a.txt": points.written(points.lots(shapes, files.CODE), points.Variant(encoding="gbk")),
        "a.dxf": files.dxf(table),
    }
    for name, content in written.items():
        (folder / name).write_bytes(content)
    table.to_crs(4326).to_file(folder / "a.kml", driver="KML")
    files.zipped(folder / "a.kmz", **{"doc.kml": (folder / "a.kml").read_bytes()})
    return [folder / name for name in (*written, "a.kml", "a.kmz")]


@pytest.fixture(scope="module")
def golden(tmp_path_factory) -> Golden:
    folder = tmp_path_factory.mktemp("golden")
    table = files.frame(3)
    made = [
        *golden_text(folder, table),
        files.filegdb(folder / "a.gdb.zip", table),
        files.geopackage(folder / "a.gpkg", table),
        files.geojson(folder / "a.geojson", table),
        files.shapefile(folder / "a.zip", table, encoding="GBK"),
        sheets.workbook(
            folder / "a.xlsx", [*sheets.HEADER, "图形"], *(sheets.row(n, "POINT(1 2)") for n in range(3))
        ),
        sheets.text(
            folder / "a.csv", [*sheets.HEADER, "图形"], *(sheets.row(n, '"POINT(1 2)"') for n in range(3))
        ),
        sheets.XLS,
    ]
    return Golden({path.name: path.read_bytes() for path in made})


DAMAGE = {
    "hits": st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
    "kept": st.floats(0.01, 1) | st.just(1.0),
}
FORMATS = (
    "a.gpkg",
    "a.geojson",
    "a.zip",
    "a.txt",
    "a.dxf",
    "a.kml",
    "a.kmz",
    "a.gdb.zip",
    "a.xlsx",
    "a.csv",
    sheets.XLS.name,
)


@QUIET
@given(name=st.sampled_from(FORMATS), **DAMAGE)
def test_damaged_files(name, hits, kept, golden, tmp_path):
    damaged(name, hits, kept, golden, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(QUIET, max_examples=400)
@given(**DAMAGE)
def test_files_of_every_format_damaged_often(name, hits, kept, golden, tmp_path):
    damaged(name, hits, kept, golden, tmp_path)


def damaged(name: str, hits: list[tuple[float, int]], kept: float, golden: Golden, tmp_path: Path) -> None:
    content = bytearray(golden[name])
    for place, value in hits:
        content[int(place * len(content))] = value
    path = tmp_path / "file"
    path.write_bytes(content[: int(kept * len(content))])

    reads_or_refuses(path, name)


@QUIET
@given(
    at=st.floats(0, 1),
    cut=st.floats(0, 0.1),
    pasted=st.sampled_from(
        ["", "0", "-1", "nan", "1e999", "@", ",,,", "\r", "<", "&a;", "</Placemark>", "]]>", "\\U+D800", "石"]
    ),
    name=st.sampled_from(["a.txt", "a.dxf", "a.kml"]),
)
def test_text_with_something_else_in_it(at, cut, pasted, name, golden, tmp_path):
    content = golden[name]
    start, stop = int(at * len(content)), int(min(1, at + cut) * len(content))
    path = tmp_path / "file"
    path.write_bytes(content[:start] + pasted.encode() + content[stop:])

    reads_or_refuses(path, name)


@QUIET
@given(
    part=st.sampled_from([".gdbtable", ".gdbtablx", ".gdbindexes", ".spx"]),
    body=st.binary(max_size=300),
    at=st.integers(0, 2_000),
)
def test_damaged_parts_of_a_geodatabase(part, body, at, golden, tmp_path):
    source, path = tmp_path / "source.zip", tmp_path / "file.zip"
    source.write_bytes(golden["a.gdb.zip"])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            hit = content[:at] + body + content[at + len(body) :]
            new.writestr(name, hit if name.endswith(part) else content)

    reads_or_refuses(path, path.name)


@QUIET
@given(
    part=st.sampled_from([".shp", ".shx", ".dbf", ".prj", ".cpg"]),
    body=st.binary(max_size=300),
    at=st.integers(0, 200),
)
def test_damaged_parts_of_a_shapefile(part, body, at, golden, tmp_path):
    source, path = tmp_path / "source.zip", tmp_path / "file.zip"
    source.write_bytes(golden["a.zip"])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content[:at] + body + content[at + len(body) :] if name.endswith(part) else content
            )

    reads_or_refuses(path, path.name)


@QUIET
@given(
    part=st.sampled_from(
        ["workbook.xml", "workbook.xml.rels", "sheet1.xml", "sharedStrings.xml", "styles.xml"]
    ),
    body=st.binary(max_size=60)
    | st.sampled_from([b"<c/>", b"</row>", b'r="ZZZ9999999"', b't="e"', b"&#0;", b"<!--"]),
    at=st.integers(0, 1_500),
    over=st.integers(0, 40),
)
def test_damaged_parts_of_a_workbook(part, body, at, over, golden, tmp_path):
    source, path = tmp_path / "source.xlsx", tmp_path / "file.xlsx"
    source.write_bytes(golden["a.xlsx"])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:at] + body + content[at + over :] if name.endswith(part) else content)

    reads_or_refuses(path, path.name)


@pytest.mark.slow
@settings(QUIET, max_examples=3_000)
@given(hits=st.lists(st.tuples(st.integers(0, 5_631), st.integers(0, 255)), min_size=1, max_size=8))
def test_many_damaged_workbooks_of_the_older_format(hits, golden, tmp_path):
    content = bytearray(golden[sheets.XLS.name])
    for place, value in hits:
        content[place] = value
    path = tmp_path / "file"
    path.write_bytes(content)

    reads_or_refuses(path, "a.xls")
