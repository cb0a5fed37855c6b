import sqlite3

import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import Limits, read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files


def refusal(path, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read(path, path.name, **kwargs)
    return caught.value


@pytest.mark.parametrize("epsg", [4490, 4326, 4547, 4546, 4526, 4525])
def test_rows_shapes_and_crs(epsg, tmp_path):
    table = files.frame(3).to_crs(epsg)
    found = read(files.geopackage(tmp_path / "a.gpkg", table), "a.gpkg")

    assert list(found.table["宗地代码"]) == [files.CODE.format(n) for n in (1, 2, 3)]
    assert list(found.table.columns) == [c for c in table.columns if c != "geometry"]
    assert found.crs_text == f"EPSG:{epsg}"
    assert shapely.equals_exact(found.geometry[2], table.geometry[2], 1e-9)


def test_several_layers_are_named_and_one_can_be_chosen(tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(1), layer="宗地")
    files.geopackage(path, files.frame(2), layer="房屋")

    assert refusal(path).code == "layers.several"
    assert len(read(path, path.name, Answers(layer="房屋")).table) == 2


def test_a_database_that_is_no_geopackage(tmp_path):
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as db:
        db.execute("create table t (x)")
    db.close()

    assert refusal(path).code == "file.broken"


def test_a_geopackage_without_layers(tmp_path):
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as db:
        db.execute("create table gpkg_contents (table_name, data_type)")
    db.close()

    assert refusal(path).code == "gpkg.no-layer"


def test_a_torn_file(tmp_path):
    whole = files.geopackage(tmp_path / "a.gpkg", files.frame(200)).read_bytes()
    torn = tmp_path / "b.gpkg"
    torn.write_bytes(whole[: len(whole) // 3])

    assert refusal(torn).code == "file.broken"


def test_null_shapes_and_limits(tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(2, geometry=[files.box(), None]))

    assert list(shapely.is_missing(read(path, path.name).geometry)) == [False, True]
    assert refusal(path, limits=Limits(rows=1)).code == "file.too-many-rows"
