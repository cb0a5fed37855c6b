"""Zipped file geodatabases, written by GDAL."""

import warnings
import zipfile

import pandas as pd
import pyogrio
import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import Limits, read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files


@pytest.fixture
def gdb(tmp_path):
    """Writes layers into a geodatabase; a frame without shapes becomes a table."""

    def write(name="石马.gdb", **layers):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer, table in layers.items():
                pyogrio.write_dataframe(
                    table, tmp_path / name, layer=layer, driver="OpenFileGDB", append=False
                )
        return tmp_path / name

    return write


def zipped(path, *folders, inside="") -> object:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in folders:
            for part in sorted(folder.iterdir()):
                archive.write(part, f"{inside}{folder.name}/{part.name}")
    return path


def refusal(path, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read(path, path.name, **kwargs)
    return caught.value


@pytest.mark.parametrize("inside", ["", "成果/2025/"])
@pytest.mark.parametrize("epsg", [4490, 4547])
def test_what_gdal_writes_comes_back(inside, epsg, gdb, tmp_path):
    table = files.frame(3).to_crs(epsg)

    found = read(zipped(tmp_path / "a.zip", gdb(宗地=table), inside=inside), "a.bin")

    assert (found.format, found.layer, found.crs_text) == ("FileGDB", "宗地", f"EPSG:{epsg}")
    assert found.columns == list(table.columns[:-1])
    assert [list(found.table[c]) for c in found.columns] == [list(table[c]) for c in found.columns]
    assert list(found.table.index) == [1, 2, 3]
    near = 1e-9 if epsg == 4490 else 1e-3
    assert shapely.equals_exact(
        shapely.normalize(found.geometry), shapely.normalize(multi(table)), near
    ).all()


def multi(table):
    return [shapely.MultiPolygon([shape]) for shape in table.geometry]


def test_files_of_a_geodatabase_without_its_folder(gdb, tmp_path):
    folder = gdb(宗地=files.frame(1))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)

    assert len(read(tmp_path / "a.zip", "a.zip").table) == 1


def test_several_feature_classes_are_named_and_tables_are_none(gdb, tmp_path):
    one = gdb(宗地=files.frame(1), 权利人=pd.DataFrame({"名称": ["石马"]}))
    assert len(read(zipped(tmp_path / "a.zip", one), "a.zip").table) == 1

    path = zipped(
        tmp_path / "b.zip",
        gdb("b.gdb", 宗地=files.frame(1), 房屋=files.frame(2), 表=pd.DataFrame({"甲": [1]})),
    )
    assert (refusal(path).code, refusal(path).layers) == ("layers.several", ["宗地", "房屋"])
    assert len(read(path, path.name, Answers(layer="房屋")).table) == 2
    assert refusal(path, answers=Answers(layer="表")).code == "file.no-geometry"
    assert refusal(path, answers=Answers(layer="道路")).code == "layers.unknown"


def test_several_geodatabases(gdb, tmp_path):
    path = zipped(
        tmp_path / "a.zip",
        gdb("甲.gdb", 宗地=files.frame(1)),
        gdb("乙.gdb", 宗地=files.frame(2)),
        inside="成果/",
    )

    assert refusal(path).layers == ["成果/乙.gdb/宗地", "成果/甲.gdb/宗地"]
    assert len(read(path, path.name, Answers(layer="成果/乙.gdb/宗地")).table) == 2


def test_a_geodatabase_of_tables_only(gdb, tmp_path):
    assert refusal(zipped(tmp_path / "a.zip", gdb(表=pd.DataFrame({"甲": [1]})))).code == "file.no-geometry"


def test_limits(gdb, tmp_path):
    path = zipped(tmp_path / "a.zip", gdb(宗地=files.frame(3)))

    assert refusal(path, limits=Limits(rows=2)).code == "file.too-many-rows"
    assert refusal(path, limits=Limits(unpacked_bytes=1_000)).code == "zip.too-big"


def rewritten(source, target, change) -> object:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda name, data: data[:40] if name.endswith("a00000001.gdbtable") else data, "file.broken"),
        (lambda name, data: None if name.endswith("a00000001.gdbtable") else data, "file.broken"),
        (lambda name, data: b"x" if name.endswith(".gdbtable") else None, "file.broken"),
        (lambda name, data: None if name.endswith(".gdbtable") else data, "gdb.no-layer"),
    ],
)
def test_damaged_geodatabases(change, code, gdb, tmp_path):
    whole = zipped(tmp_path / "a.zip", gdb(宗地=files.frame(3)))

    assert refusal(rewritten(whole, tmp_path / "b.zip", change)).code == code


@pytest.mark.parametrize(
    "name", ["../a.gdb/a00000001.gdbtable", "/a.gdb/a00000001.gdbtable", "a.gdb/../../x.gdbtable"]
)
def test_paths_that_leave_the_folder(name, tmp_path):
    assert refusal(files.zipped(tmp_path / "a.zip", **{name: b"x"})).code == "zip.unsafe"
