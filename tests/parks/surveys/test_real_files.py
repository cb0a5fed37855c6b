"""Third-party files that were not made for this project. They are never copied into it: the tests are skipped where
the folder is absent. Each file, and each Shapefile set zipped, ends as docs/formats.md says."""

import os
import zipfile
from pathlib import Path

import pytest

from parks.surveys.readers import read

REPOSITORY = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("CUNYUAN_SHARED", REPOSITORY.parent / "shared")) / "data" / "real"
FORMATS = REPOSITORY / "docs" / "formats.md"
LOOSE = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".shp.xml")

NO_CODE, OUTSIDE, NO_POLYGON = "columns.no-parcel-code", "area.outside-city", "geometry.not-polygon"
EXPECTED: dict[str, str | set[str]] = {
    "README.md": "file.unknown",
    "cn_coordconvert/multi-point.zip": {NO_CODE, NO_POLYGON},
    "cn_coordconvert/polygon.geojson": {NO_CODE, OUTSIDE, "overlap.within-file"},
    "cn_coordconvert/polygon_wgs.zip": {NO_CODE, OUTSIDE, "overlap.within-file"},
    "cn_kcdj_txt_zone38/44120000072.txt": "file.unsupported",
    "cn_kcdj_txt_zone38/44120000319.txt": "file.unsupported",
    "cn_kcdj_txt_zone38/44120000567.txt": "file.unsupported",
    "cn_kcdj_txt_zone38/44120000669_44120001725_44120002171.txt": "file.unsupported",
    "cn_kcdj_txt_zone38/44120000957.txt": "file.unsupported",
    "cn_pygeo/chongqing_shp/区县界_area.zip": {NO_CODE, OUTSIDE},
    "cn_pygeo/csv/shanghai_urban.csv": "crs.unknown",
    "cn_pygeo/csv/大学.csv": "crs.unknown",
    "cn_pygeo/metroline2/metroline2.zip": "crs.unknown",
    "cn_pygeo/shanghai_shp/区县界_area.zip": {NO_CODE, OUTSIDE},
    "cn_pygeo/shapefile/sz.zip": "crs.unknown",
    "other_formats/!test.geojson": {NO_CODE, OUTSIDE},
    "other_formats/coutwildrnp.zip": {NO_CODE, OUTSIDE, "unit.unknown"},
    "other_formats/curve.gpkg": "geometry.curves",
    "other_formats/curvepolygon.gpkg": "geometry.curves",
    "other_formats/gre.zip": {NO_CODE, OUTSIDE},
    "other_formats/issue627.geojson": {NO_CODE, OUTSIDE, "unit.unknown"},
    "other_formats/line_zm.gpkg": {NO_CODE, NO_POLYGON},
    "other_formats/multicurve.gfs": "file.unsupported",
    "other_formats/multicurve.gml": "file.unsupported",
    "other_formats/multisurface.gpkg": "geometry.curves",
    "other_formats/test_gpkg_nulls.gpkg": {NO_CODE, NO_POLYGON},
    "other_formats/test_tz.geojson": {NO_CODE, NO_POLYGON},
    "other_formats/testopenfilegdb.gdb.zip": "file.unsupported",
    "other_formats/trio.geojson": {NO_CODE, NO_POLYGON, OUTSIDE},
    "shp_corner/shapefilejs/SHP_Exclude.zip": "crs.unknown",
    "shp_corner/shapefilejs/T8Th4_6n.zip": {NO_CODE, NO_POLYGON},
    "shp_corner/shapefilejs/bad.zip": "shp.incomplete",
    "shp_corner/shapefilejs/badzip.zip": "zip.broken",
    "shp_corner/shapefilejs/codepage.zip": {NO_CODE, NO_POLYGON},
    "shp_corner/shapefilejs/empty-shp.zip": {NO_CODE, OUTSIDE, "geometry.unusable"},
    "shp_corner/shapefilejs/export_multipointz.zip": {NO_CODE, NO_POLYGON},
    "shp_corner/shapefilejs/export_polylinez.zip": {NO_CODE, NO_POLYGON},
    "shp_corner/shapefilejs/htmlcpg.zip": "shp.incomplete",
    "shp_corner/shapefilejs/htmlprj.zip": "shp.incomplete",
    "shp_corner/shapefilejs/ipra_dresden_polygon.zip": {NO_CODE, OUTSIDE},
    "shp_corner/shapefilejs/mixedcase.zip": "crs.unsupported",
    "shp_corner/shapefilejs/no-dbf.zip": "shp.incomplete",
    "shp_corner/shapefilejs/noshp.zip": "zip.no-shapefile",
    "shp_corner/shapefilejs/qgis.zip": {NO_CODE, OUTSIDE},
    "shp_corner/shapefilejs/senate.zip": "crs.unsupported",
    "shp_corner/shapefilejs/train_stations.zip": "crs.unsupported",
    "shp_corner/shapefilejs/utf.zip": {NO_CODE, NO_POLYGON},
    "shp_corner/shapefilejs/zero-len-line.zip": {NO_CODE, NO_POLYGON, "geometry.missing"},
}
"""A refusal's code, or the codes of what must be fixed in a file that could be read. A .zip that is not in the folder is
the Shapefile set of that name, zipped here."""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real files is absent"),
]


def zipped_set(shp: Path, folder: Path) -> Path:
    path = folder / f"{shp.stem}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in shp.parent.glob(f"{shp.stem}.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    return path


def path_of(name: str, folder: Path) -> Path:
    path = REAL / name
    return path if path.exists() else zipped_set(path.with_suffix(".shp"), folder)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_file_ends_as_the_table_says(name, park, checked, tmp_path):
    expected = EXPECTED[name]

    upload = checked(path_of(name, tmp_path))

    if isinstance(expected, str):
        assert (upload.status, upload.problem["code"]) == ("refused", expected)
        assert upload.problem["detail"].endswith("。")
    else:
        must_fix = {i["code"] for i in upload.issues_by_code if i["severity"] == "must_fix"}
        assert (upload.status, must_fix) == ("checked", expected)


def test_every_part_of_a_shapefile_says_to_zip_it(park, checked):
    parts = [p for p in REAL.rglob("*") if p.is_file() and p.name.endswith(LOOSE)]
    assert len(parts) > 50

    assert {checked(p).problem["code"] for p in parts} == {"shp.loose"}


def test_the_table_leaves_no_file_out():
    files = {p.relative_to(REAL) for p in REAL.rglob("*") if p.is_file() and not p.name.endswith(LOOSE)}
    sets = {p.relative_to(REAL).with_suffix(".zip") for p in REAL.rglob("*.shp")}

    assert {str(p) for p in files | sets} == set(EXPECTED)


def test_the_documentation_names_every_file():
    text = FORMATS.read_text(encoding="utf-8")

    assert [
        name for name in EXPECTED if Path(name).name not in text and Path(name).stem + ".shp" not in text
    ] == []


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("cn_pygeo/chongqing_shp/区县界_area.zip", "NAME", "酉阳土家族苗族自治县"),
        ("cn_pygeo/shanghai_shp/区县界_area.zip", "NAME", "浦东新区"),
        ("cn_pygeo/metroline2/metroline2.zip", "linename", "地铁2号线(徐泾东-浦东国际机场)"),
        ("cn_pygeo/shapefile/sz.zip", "qh", "宝安"),
        ("cn_coordconvert/polygon_wgs.zip", "city", "北京市"),
        ("shp_corner/shapefilejs/codepage.zip", "field", "Hněvošický háj"),
        ("shp_corner/shapefilejs/utf.zip", "field", "Hněvošický háj"),
    ],
)
def test_texts_are_what_their_authors_wrote(name, column, value, tmp_path):
    path = path_of(name, tmp_path)

    assert value in set(read(path, path.name).table[column])
