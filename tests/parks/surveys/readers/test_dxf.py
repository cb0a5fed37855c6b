"""DXF: the golden file is written out below."""

import warnings
from contextlib import contextmanager

import pyogrio
import pytest
import shapely

from parks.inventory.cities.load import load_city
from parks.surveys.answers import Answers
from parks.surveys.checking import decide_crs
from parks.surveys.readers import Limits, read
from parks.surveys.readers.reading import CURVE
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files

CODE = files.CODE.format(1)
BOX = [(430010.0, 2580010.0), (430050.0, 2580010.0), (430050.0, 2580050.0), (430010.0, 2580050.0)]


def pairs(*cells) -> str:
    """Group codes and values, one a line."""
    return "".join(f"{code:>3}\n{value}\n" for code, value in zip(cells[::2], cells[1::2], strict=True))


def light(points=BOX, layer="宗地", flags=1, **codes) -> str:
    vertices = "".join(pairs(10, x, 20, y) for x, y in points)
    more = "".join(pairs(int(code[1:]), value) for code, value in codes.items())
    return pairs(0, "LWPOLYLINE", 5, "1A", 8, layer, 90, len(points), 70, flags, 43, 0.0) + vertices + more


def heavy(points=BOX, layer="宗地", flags=1, bulge=0.0, vertex_flags=0) -> str:
    vertices = "".join(
        pairs(0, "VERTEX", 8, layer, 10, x, 20, y, 30, 9.5, 42, bulge, 70, vertex_flags) for x, y in points
    )
    return (
        pairs(0, "POLYLINE", 8, layer, 66, 1, 10, 0, 20, 0, 30, 0, 70, flags)
        + vertices
        + pairs(0, "SEQEND", 8, layer)
    )


def text(value, at=(430020.0, 2580030.0), kind="TEXT", **codes) -> str:
    more = "".join(pairs(int(code[1:]), each) for code, each in codes.items())
    return pairs(0, kind, 8, "注记", 10, at[0], 20, at[1], 40, 2.5, 1, value) + more


def drawing(*entities: str, version="AC1015", page="ANSI_936", after="") -> str:
    header = pairs(
        0, "SECTION", 2, "HEADER", 9, "$ACADVER", 1, version, 9, "$DWGCODEPAGE", 3, page, 0, "ENDSEC"
    )
    blocks = (
        pairs(0, "SECTION", 2, "BLOCKS", 0, "BLOCK", 8, "0")
        + light(layer="块内")
        + pairs(0, "ENDBLK", 0, "ENDSEC")
    )
    body = pairs(0, "SECTION", 2, "ENTITIES") + "".join(entities) + pairs(0, "ENDSEC")
    return header + blocks + body + after + pairs(0, "EOF")


@contextmanager
def gdal_option(name, value):
    pyogrio.set_gdal_config_options({name: value})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        pyogrio.set_gdal_config_options({name: None})


def read_text(folder, content: str, encoding="gbk", **kwargs):
    path = folder / "file"
    path.write_bytes(content.encode(encoding))
    return read(path, "a.dxf", **kwargs)


def refusal(folder, content: str, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read_text(folder, content, **kwargs)
    return caught.value


def test_the_golden_file(tmp_path):
    second = [(x + 100, y) for x, y in BOX]
    found = read_text(
        tmp_path,
        drawing(
            light(),
            heavy(second, layer="宗地2"),
            text(f"宗地代码：{CODE}"),
            text("权利人：石马村经济联社", at=(430020.0, 2580020.0)),
            text("别处", at=(430500.0, 2580020.0)),
            pairs(0, "LINE", 8, "0", 10, 1, 20, 2, 11, 3, 21, 4),
        ),
    )

    assert (found.format, found.crs_text, found.encoding.name) == ("DXF", None, "GB18030")
    assert found.table.fillna("").to_dict("index") == {
        1: {
            "宗地代码": CODE,
            "权利人": "石马村经济联社",
            "图层": "宗地",
            "文字": f"宗地代码：{CODE}；权利人：石马村经济联社",
        },
        2: {"宗地代码": "", "权利人": "", "图层": "宗地2", "文字": ""},
    }
    assert list(found.geometry[0].exterior.coords) == [*BOX, BOX[0]]
    assert found.geometry[1].area == 1600
    assert not found.geometry[1].has_z
    assert [(i.code, i.severity) for i in found.issues] == [("dxf.left-out", "note"), ("dxf.layers", "note")]
    assert "LINE × 1" in found.issues[0].zh
    assert decide_crs(found, Answers(), load_city()).epsg == 4547


@pytest.mark.parametrize(
    ("version", "page", "encoding", "name"),
    [
        ("AC1015", "ANSI_936", "gbk", "GB18030"),
        ("AC1015", "ANSI_1252", "gbk", "GB18030"),
        ("AC1015", "ANSI_1252", "utf-8", "UTF-8"),
        ("AC1032", "ANSI_936", "utf-8", "UTF-8"),
        ("AC1032", "ANSI_936", "gbk", "GB18030"),
    ],
)
def test_encodings_by_content(version, page, encoding, name, tmp_path):
    found = read_text(tmp_path, drawing(light(layer="石马村"), version=version, page=page), encoding)

    assert (found.table["图层"][1], found.encoding.name) == ("石马村", name)


def test_what_gdal_writes_comes_back(tmp_path):
    table = files.frame(3)
    path = tmp_path / "a.dxf"
    with gdal_option("DXF_WRITE_HATCH", False):
        table[["geometry"]].assign(Layer="宗地").to_file(path, driver="DXF")

    found = read(path, path.name)

    assert shapely.equals_exact(
        shapely.normalize(found.geometry), shapely.normalize(table.geometry.to_numpy()), 1e-3
    ).all()
    assert list(found.table["图层"]) == ["宗地"] * 3


def test_what_gdal_reads_is_the_same(tmp_path):
    path = tmp_path / "a.dxf"
    path.write_bytes(drawing(light(), heavy([(x + 100, y) for x, y in BOX])).encode("gbk"))
    with gdal_option("DXF_CLOSED_LINE_AS_POLYGON", True):
        gdal = pyogrio.read_dataframe(path)

    found = read(path, path.name).geometry

    assert shapely.equals(found, shapely.force_2d(gdal.geometry.to_numpy())).all()


@pytest.mark.parametrize("draw", [light, heavy])
@pytest.mark.parametrize(
    ("points", "flags", "kind"),
    [
        (BOX, 1, "Polygon"),
        ([*BOX, BOX[0]], 0, "Polygon"),
        ([*BOX, (BOX[0][0] + 0.0009, BOX[0][1])], 0, "Polygon"),
        ([*BOX, (BOX[0][0] + 0.0011, BOX[0][1])], 0, "LineString"),
        (BOX, 0, "LineString"),
        (BOX[:2], 1, "LineString"),
        ([*BOX[:2], BOX[0]], 0, "LineString"),
        (BOX[:1], 1, None),
        ([], 1, None),
    ],
)
def test_only_what_is_closed_is_a_polygon(draw, points, flags, kind, tmp_path):
    shape = read_text(tmp_path, drawing(light(), draw(points, flags=flags))).geometry[1]

    assert (shape and shape.geom_type) == kind


@pytest.mark.parametrize(
    "entity",
    [
        light(_42=0.5),
        heavy(bulge=0.5),
        heavy(flags=1 | 2),
        heavy(flags=1 | 4),
        light(flags=0, _42=1),
    ],
)
def test_arcs_stay_arcs(entity, tmp_path):
    assert read_text(tmp_path, drawing(entity)).geometry[0] is CURVE


def test_a_bulge_of_nothing_is_straight(tmp_path):
    assert read_text(tmp_path, drawing(light(_42=0.0))).geometry[0].area == 1600


def test_control_points_of_a_fitted_curve_and_other_sections_are_no_vertices(tmp_path):
    found = read_text(tmp_path, drawing(heavy(vertex_flags=16), light()))

    assert [shape and shape.area for shape in found.geometry] == [None, 1600]


def test_meshes_and_paper_space_are_left_out(tmp_path):
    found = read_text(tmp_path, drawing(light(), heavy(flags=16), light(_67=1)))

    assert len(found.table) == 1
    assert "POLYLINE × 1" in found.issues[0].zh
    assert "PAPER SPACE × 1" in found.issues[0].zh


def test_an_extrusion_that_points_down_mirrors(tmp_path):
    found = read_text(tmp_path, drawing(light([(-x, y) for x, y in BOX], _230=-1.0)))

    assert found.geometry[0].bounds == (430010.0, 2580010.0, 430050.0, 2580050.0)


@pytest.mark.parametrize(
    ("entity", "line"),
    [
        (text("石马"), "石马"),
        (text(r"\U+77F3\U+9A6C"), "石马"),
        (text(r"{\fSimSun|b0;石\C1;马}\P二行", kind="MTEXT"), "石马；二行"),
        (text("马", kind="MTEXT", _3="石"), "马石"),
        (text("石马", kind="ATTRIB"), "石马"),
        (text("石马", at=(0, 0), _72=1, _11=430020.0, _21=2580030.0), "石马"),
        (text("100%%p5%%d"), "100±5°"),
    ],
)
def test_texts_in_a_polygon(entity, line, tmp_path):
    assert read_text(tmp_path, drawing(light(), entity)).table["文字"][1] == line


def test_a_text_belongs_to_the_smallest_polygon_around_it(tmp_path):
    inner = [(430015.0, 2580015.0), (430030.0, 2580015.0), (430030.0, 2580040.0), (430015.0, 2580040.0)]

    found = read_text(tmp_path, drawing(light(), light(inner, layer="房屋"), text("房")))

    assert list(found.table["文字"].fillna("")) == ["", "房"]
    assert [(i.row, i.severity) for i in found.issues if i.code == "dxf.inside"] == [(2, "note")]
    assert [shape.area for shape in found.geometry] == [1600, 375]


@pytest.mark.parametrize(
    "entity",
    [
        light() + text(CODE),
        light() + text("宗地代码:" + CODE),
        light() + text("４４０１１１００１００１ＪＣ００００１"),
        light(layer=CODE),
        light() + pairs(1001, "SOUTH", 1000, "300000", 1000, CODE),
    ],
)
def test_where_a_parcel_code_is_found(entity, tmp_path):
    assert read_text(tmp_path, drawing(entity)).table["宗地代码"][1] == CODE


def test_two_codes_in_a_polygon_and_a_code_in_none(tmp_path):
    other = files.CODE.format(2)

    found = read_text(
        tmp_path, drawing(light(), text(CODE), text(other), text(files.CODE.format(3), at=(1, 1)))
    )

    assert "宗地代码" not in found.table
    assert [(i.code, i.row, i.severity) for i in found.issues] == [
        ("dxf.loose-codes", None, "note"),
        ("dxf.several-codes", 1, "must_fix"),
    ]


def test_a_layer_can_be_chosen(tmp_path):
    content = drawing(light(), light([(x + 100, y) for x, y in BOX], layer="道路", flags=0))

    everything = read_text(tmp_path, content)
    assert everything.layers == {"宗地": 1, "道路": 1}
    assert len(read_text(tmp_path, content, answers=Answers(layer="宗地")).table) == 1
    assert refusal(tmp_path, content, answers=Answers(layer="房屋")).layers == ["宗地", "道路"]


WHOLE = drawing(light())


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        ("AutoCAD Binary DXF\r\n\x1a\0", "dxf.binary", "ASCII"),
        (drawing(), "dxf.no-polyline", "nothing"),
        (
            drawing(text("石马"), pairs(0, "HATCH", 8, "0"), pairs(0, "INSERT", 8, "0")),
            "dxf.no-polyline",
            "HATCH × 1",
        ),
        (WHOLE[: WHOLE.index("2580050")], "file.broken", "DXF"),
        (WHOLE.replace(" 10\n", "ten\n"), "file.broken", "DXF"),
        (WHOLE.replace("430010.0", "43O010.0"), "file.broken", "DXF"),
        (WHOLE.replace("430010.0", "nan"), "file.broken", "DXF"),
        (pairs(0, "SECTION", 2, "HEADER", 0, "ENDSEC", 0, "EOF"), "file.broken", "DXF"),
        (pairs(0, "SECTION", 2, "x" * (2 * 1024 * 1024)), "file.broken", "DXF"),
    ],
)
def test_refusals(content, code, word, tmp_path):
    error = refusal(tmp_path, content)

    assert (error.code, word in error.zh) == (code, True)


def test_limits(tmp_path):
    assert refusal(tmp_path, drawing(*[light()] * 3), limits=Limits(rows=2)).code == "file.too-many-rows"


def test_stacks_of_shapes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("parks.surveys.readers.dxf.MOST_PAIRS", 20)

    assert refusal(tmp_path, drawing(*[light()] * 5)).code == "dxf.stacked"
