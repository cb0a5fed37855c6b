"""Zipped Shapefiles as people send them."""

import zipfile

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


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030", "GBK"])
@pytest.mark.parametrize("without", [(), (".cpg",)])
def test_chinese_is_read_with_and_without_cpg(encoding, without, tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(2), encoding=encoding, without=without)

    found = read(path, path.name)

    assert list(found.table["权利人"]) == ["石马村经济联社"] * 2
    assert found.encoding.name == ("UTF-8" if encoding == "UTF-8" else "GB18030")
    assert "石马村" in found.encoding.sample
    assert list(found.table.index) == [1, 2]
    assert shapely.equals_exact(found.geometry[1], files.box(1), 1e-6) or found.geometry[1].equals(
        files.box(1)
    )


@pytest.mark.parametrize("label", [b"UTF-8", b"ISO-8859-1", b"<!DOCTYPE html>", b""])
def test_a_lying_cpg_on_gbk_text(label, tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(2), encoding="GBK", without=(".cpg",))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("宗地.cpg", label)

    assert list(read(path, path.name).table["权利人"]) == ["石马村经济联社"] * 2


def test_the_encoding_can_be_answered(tmp_path):
    table = files.frame(1, 权利人=["通"], 权属性质=None, 用地手续=None, 有证情况=None)
    table = table.rename(columns={"权利人": "QLR", "宗地代码": "ZDDM"})
    path = files.shapefile(tmp_path / "a.zip", table, encoding="GBK", without=(".cpg",), name="lots")

    asked = read(path, path.name)
    answered = read(path, path.name, Answers(encoding="gb18030"))

    assert (asked.encoding.doubt, asked.encoding.otherwise) == (True, "通")
    assert (answered.table["QLR"][1], answered.encoding.doubt) == ("通", False)


def test_html_saved_as_prj_counts_as_no_statement(tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(1), without=(".prj",))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("宗地.prj", b"<!DOCTYPE html><html></html>")

    assert read(path, path.name).crs_text.startswith("<!DOCTYPE")


def test_text_cut_inside_a_character_is_still_read(tmp_path):
    table = files.frame(1, 坐落=["白" * 100])
    path = files.shapefile(tmp_path / "a.zip", table, encoding="GBK", without=(".cpg",))

    assert read(path, path.name).table["坐落"][1] == "白" * 100


@pytest.mark.parametrize("folder", ["", "数据/石马/", "a/b/c/"])
def test_nested_folders(folder, tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(1), folder=folder)

    assert read(path, path.name).layer == "宗地"


def test_names_in_any_case_and_foreign_clutter(tmp_path):
    source = files.shapefile(tmp_path / "a.zip", files.frame(1), name="lots")
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            stem, suffix = name.split(".")
            new.writestr(f"{stem.title()}.{suffix.upper()}" if suffix == "dbf" else name, old.read(name))
        new.writestr("__MACOSX/._lots.shp", b"x")
        new.writestr("说明.docx", b"x")

    assert len(read(path, path.name).table) == 1


def test_gbk_names_of_old_windows_zips(tmp_path):
    """Such zips hold the bare bytes and no mark of UTF-8: put four GBK bytes in place of four letters."""
    path = files.shapefile(tmp_path / "a.zip", files.frame(1), name="WXYZ")
    path.write_bytes(path.read_bytes().replace(b"WXYZ.", "石马".encode("gbk") + b"."))

    assert read(path, path.name).layer == "石马"


def test_several_sets_are_named_and_one_can_be_chosen(tmp_path):
    first = files.shapefile(tmp_path / "a.zip", files.frame(1), name="宗地")
    files.shapefile(tmp_path / "b.zip", files.frame(2), name="房屋")
    with zipfile.ZipFile(first, "a") as archive, zipfile.ZipFile(tmp_path / "b.zip") as other:
        for name in other.namelist():
            archive.writestr("子目录/" + name, other.read(name))

    assert (
        refusal(first).zh
        == "文件里有多个图层：子目录/房屋、宗地。请重新上传并选定一个图层，或只保留宗地图层。"
    )
    assert len(read(first, first.name, Answers(layer="房屋")).table) == 2
    assert refusal(first, answers=Answers(layer="道路")).code == "layers.unknown"


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_missing_parts_are_named(missing, tmp_path):
    error = refusal(files.shapefile(tmp_path / "a.zip", files.frame(1), without=(missing,)))

    assert (error.code, missing in error.zh) == ("shp.incomplete", True)


def test_a_truncated_shp_is_broken_not_an_exception(tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(50), name="lots")
    cut = tmp_path / "cut.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:200] if name.endswith((".shp", ".shx")) else data)

    assert refusal(cut).code == "file.broken"


def test_row_limit_and_no_rows(tmp_path):
    path = files.shapefile(tmp_path / "a.zip", files.frame(3))

    assert refusal(path, limits=Limits(rows=2)).code == "file.too-many-rows"
    empty = files.shapefile(tmp_path / "b.zip", files.frame(1).iloc[:0])
    assert refusal(empty).code == "file.no-rows"
