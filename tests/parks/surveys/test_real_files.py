"""Third-party files that were not made for this project. They are never copied into it: the tests are skipped where
the folder is absent. Each file, and each Shapefile set zipped, ends as docs/formats.md says."""

import itertools
import os
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import pyogrio
import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import read
from parks.surveys.refusals import RefusedError

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
    "cn_kcdj_txt_zone38/44120000072.txt": {NO_CODE, OUTSIDE},
    "cn_kcdj_txt_zone38/44120000319.txt": {NO_CODE, OUTSIDE},
    "cn_kcdj_txt_zone38/44120000567.txt": {NO_CODE, OUTSIDE},
    "cn_kcdj_txt_zone38/44120000669_44120001725_44120002171.txt": {NO_CODE, OUTSIDE},
    "cn_kcdj_txt_zone38/44120000957.txt": {NO_CODE, OUTSIDE},
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
    "other_formats/testopenfilegdb.gdb.zip": "layers.several",
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


TXT = sorted(name for name in EXPECTED if name.startswith("cn_kcdj_txt"))


@pytest.mark.parametrize("name", TXT)
def test_boundary_points_are_those_of_the_file(name):
    """The corners read by hand; their area by the shoelace formula, which the parcel's line declares in hectares."""
    lines = (REAL / name).read_text(encoding="utf-8").splitlines()
    at = lines.index("[地块坐标]") + 1
    corners = [tuple(map(Decimal, line.split(",")[2:])) for line in lines[at + 1 :] if line]
    doubled = sum(a[1] * b[0] - b[1] * a[0] for a, b in itertools.pairwise(corners))

    found = read(REAL / name, name)

    assert [(y, x) for x, y in found.geometry[0].exterior.coords] == [
        (float(a), float(b)) for a, b in corners
    ]
    assert found.geometry[0].area == pytest.approx(float(abs(doubled) / 2), abs=0.001)
    declared = Decimal(lines[at].split(",")[1])
    assert Decimal(found.table["面积(公顷)"].iloc[0]) == declared == round(abs(doubled) / 20_000, 4)
    assert (list(found.table.index), found.crs_text) == ([at + 1], "EPSG:4526")


GDB = "other_formats/testopenfilegdb.gdb.zip"
POLYGONS = (
    "polygon",
    "multipolygon",
    "polygon25D",
    "polygonzm",
    "null_polygon",
    "empty_polygon",
    "several_polygons",
)


@pytest.mark.parametrize("layer", POLYGONS)
def test_feature_classes_are_what_gdal_reads(layer):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gdal = pyogrio.read_dataframe(f"/vsizip/{REAL / GDB}/testopenfilegdb.gdb", layer=layer)

    found = read(REAL / GDB, GDB, Answers(layer=layer))

    assert found.columns == [c for c in gdal.columns if c != "geometry"]
    missing = shapely.is_missing(found.geometry)
    assert (missing == gdal.geometry.isna()).all()
    flat = shapely.force_2d(found.geometry), shapely.force_2d(gdal.geometry.to_numpy())
    assert (shapely.equals_identical(*flat) | missing).all()
    for column in ("str", "int"):
        if column in gdal:
            assert found.table[column].tolist() == gdal[column].tolist()


@pytest.mark.parametrize(("layer", "code"), [("none", "file.no-geometry"), ("道路", "layers.unknown")])
def test_tables_of_a_geodatabase_are_no_layers(layer, code):
    with pytest.raises(RefusedError) as caught:
        read(REAL / GDB, GDB, Answers(layer=layer))
    assert caught.value.code == code
