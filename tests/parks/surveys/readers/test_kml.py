"""KML and KMZ: the golden file is written out below."""

import zipfile

import geopandas as gpd
import pyogrio
import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import Limits, read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files

RING = "113.3,23.3,12.5 113.301,23.3,12.5 113.301,23.301,12.5 113.3,23.301,12.5 113.3,23.3,12.5"
HOLE = "113.3002,23.3002 113.3004,23.3002 113.3004,23.3004 113.3002,23.3002"
POLYGON = f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{RING}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
GOLDEN = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- 石马工业园 -->
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>石马</name>
  <Schema name="s" id="s"><SimpleField name="权利人" type="string"/></Schema>
  <Folder><name>宗地</name>
    <Placemark><name>甲</name>
      <ExtendedData>
        <Data name="宗地代码"><displayName>代码</displayName><value>440111001001JC00001</value></Data>
        <SchemaData schemaUrl="#s"><SimpleData name="权利人">石马村 &amp; 经济联社</SimpleData></SchemaData>
      </ExtendedData>
      <Polygon><altitudeMode>absolute</altitudeMode>
        <outerBoundaryIs><LinearRing><coordinates>
          {RING}
        </coordinates></LinearRing></outerBoundaryIs>
        <innerBoundaryIs><LinearRing><coordinates>{HOLE}</coordinates></LinearRing></innerBoundaryIs>
      </Polygon>
    </Placemark>
    <Placemark><description><![CDATA[<table><tr><th colspan=2>属性</th></tr>
      <tr><td>宗地代码：</td><td>440111001001JC00002</td></tr><tr><td>权利人</td><td>鹤边<br>联社</td></tr></table>]]></description>
      <MultiGeometry>{POLYGON}{POLYGON.replace("113.3", "113.4")}</MultiGeometry>
    </Placemark>
  </Folder>
  <Folder><name>注记</name><Placemark><name>一号</name><Point><coordinates>113.3,23.3</coordinates></Point></Placemark></Folder>
</Document></kml>
"""


def document(body: str) -> str:
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


def placemark(shape: str = POLYGON, inside: str = "") -> str:
    return f"<Placemark>{inside}{shape}</Placemark>"


def read_text(folder, content: str | bytes, **kwargs):
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, "a.kml", **kwargs)


def refusal(folder, content, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read_text(folder, content, **kwargs)
    return caught.value


def test_the_golden_file(tmp_path):
    found = read_text(tmp_path, GOLDEN)

    assert (found.format, found.layer, found.crs_text, found.encoding.name) == (
        "KML",
        "宗地",
        "OGC:CRS84",
        "UTF-8",
    )
    assert found.table[["name", "宗地代码", "权利人"]].fillna("").to_dict("index") == {
        1: {"name": "甲", "宗地代码": "440111001001JC00001", "权利人": "石马村 & 经济联社"},
        2: {"name": "", "宗地代码": "440111001001JC00002", "权利人": "鹤边 联社"},
    }
    assert "description" not in found.table
    first, second = found.geometry
    assert list(first.exterior.coords)[:2] == [(113.3, 23.3), (113.301, 23.3)]
    assert not first.has_z
    assert list(first.interiors[0].coords)[1] == (113.3004, 23.3002)
    assert [part.bounds[0] for part in second.geoms] == [113.3, 113.4]
    assert found.issues == ()


def test_what_gdal_reads_of_the_golden_file_is_the_same(tmp_path):
    path = tmp_path / "a.kml"
    path.write_text(GOLDEN, encoding="utf-8")
    gdal = gpd.read_file(path, layer="宗地")

    found = read(path, path.name).geometry

    assert shapely.equals_exact(found, shapely.force_2d(gdal.geometry.to_numpy()), 1e-9).all()


def test_what_gdal_writes_comes_back(tmp_path):
    table = files.frame(3)
    path = tmp_path / "a.kml"
    table.to_crs(4326).to_file(path, driver="KML", layer="宗地")

    found = read(path, path.name)

    assert found.layer == "宗地"
    assert [list(found.table[c]) for c in table.columns[:-1]] == [list(table[c]) for c in table.columns[:-1]]
    assert shapely.equals_exact(found.geometry, table.to_crs(4326).geometry.to_numpy(), 1e-9).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_by_content(encoding, tmp_path):
    text = (
        GOLDEN.replace("UTF-8", "GBK")
        if encoding.startswith("gb")
        else GOLDEN.replace(' encoding="UTF-8"', "")
    )

    found = read_text(tmp_path, text.encode(encoding))

    assert list(found.table["权利人"]) == ["石马村 & 经济联社", "鹤边 联社"]


DOCTYPE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "before",
    [
        DOCTYPE,
        f'<?xml version="1.0"?>\n{DOCTYPE}',
        f'<?xml version="1.0"?><!-- a --> <?pi?>\n\n{BOMB}',
        '<!DOCTYPE kml PUBLIC "-//A//B" "http://example.com/kml.dtd">',
        '<!DOCTYPE kml [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gbk"])
def test_declarations_are_refused_before_any_parser(before, encoding, tmp_path, monkeypatch):
    def parser(*_):
        raise AssertionError("a parser was made")

    monkeypatch.setattr("parks.surveys.readers.kml_parser.expat.ParserCreate", parser)
    body = document(placemark(inside="<name>&x;石</name>"))

    assert refusal(tmp_path, (before + body).encode(encoding)).code == "kml.doctype"


def test_a_doctype_in_a_kmz_is_refused_too(tmp_path):
    path = files.zipped(tmp_path / "a.kmz", **{"doc.kml": (DOCTYPE + document(placemark())).encode()})

    with pytest.raises(RefusedError) as caught:
        read(path, path.name)
    assert caught.value.code == "kml.doctype"


def test_html_in_cdata_may_have_a_doctype(tmp_path):
    html = "<description><![CDATA[<!DOCTYPE html><table><tr><td>权利人</td><td>石马</td></tr></table>]]></description>"

    assert list(read_text(tmp_path, document(placemark(inside=html))).table["权利人"]) == ["石马"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "kml.no-placemark"),
        ("<Placemark><name>甲</name></Placemark>", "kml.no-placemark"),
        ("<NetworkLink><Link><href>http://example.com/a.kml</href></Link></NetworkLink>", "kml.only-links"),
        ("<Placemark>", "file.broken"),
        ("<Placemark><name>&nbsp;</name></Placemark>", "file.broken"),
        ("\x01", "file.broken"),
        ("<a>" * 300 + "</a>" * 300, "file.broken"),
    ],
)
def test_refusals(body, code, tmp_path):
    assert refusal(tmp_path, document(body)).code == code


def test_network_links_are_said_and_not_followed(tmp_path):
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"

    found = read_text(tmp_path, document(placemark() + link))

    assert [(i.code, i.severity) for i in found.issues] == [("kml.network-link", "note")]
    assert len(found.table) == 1


def test_several_folders_are_named_and_one_can_be_chosen(tmp_path):
    def folder(name, inside):
        return f"<Folder><name>{name}</name>{inside}</Folder>"

    two = document(folder("宗地", placemark() * 2) + folder("园区", folder("房屋", placemark())))

    error = refusal(tmp_path, two)

    assert (error.code, error.layers) == ("layers.several", ["园区/房屋", "宗地"])
    assert error.as_problem()["layers"] == ["园区/房屋", "宗地"]
    assert len(read_text(tmp_path, two, answers=Answers(layer="宗地")).table) == 2
    for wished in ("房屋", "园区/房屋"):
        found = read_text(tmp_path, two, answers=Answers(layer=wished))
        assert (len(found.table), found.layers) == (1, {"宗地": 2, "园区/房屋": 1})
    assert refusal(tmp_path, two, answers=Answers(layer="道路")).code == "layers.unknown"


def test_folders_of_the_same_name_stay_apart(tmp_path):
    folder = f"<Folder><name>宗地</name>{placemark()}</Folder>"

    assert refusal(tmp_path, document(folder * 2)).layers == ["宗地", "宗地 (2)"]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("<Point><coordinates>113.3,23.3,5</coordinates></Point>", "Point"),
        ("<LineString><coordinates>113.3,23.3 113.4,23.3</coordinates></LineString>", "LineString"),
        (
            "<gx:Track><gx:coord>113.3 23.3 0</gx:coord><gx:coord>113.4 23.3 0</gx:coord></gx:Track>",
            "LineString",
        ),
        (
            f"<MultiGeometry>{POLYGON}<Point><coordinates>113,23</coordinates></Point></MultiGeometry>",
            "GeometryCollection",
        ),
    ],
)
def test_other_shapes_are_kept_as_they_are(shape, kind, tmp_path):
    assert read_text(tmp_path, document(placemark(shape))).geometry[0].geom_type == kind


def test_a_ring_that_is_not_closed_is_closed_and_said(tmp_path):
    found = read_text(tmp_path, document(placemark(POLYGON.replace(" 113.3,23.3,12.5<", "<"))))

    assert [i.code for i in found.issues] == ["kml.not-closed"]
    assert found.geometry[0].exterior.is_closed
    assert shapely.equals(found.geometry[0], shapely.box(113.3, 23.3, 113.301, 23.301))


@pytest.mark.parametrize(
    "coordinates",
    ["", "113.3", "113.3,23.3", "a,b c,d e,f", "113.3,23.3 113.4,nan 113.4,23.4", "1e99,2 3,4 5,6"],
)
def test_coordinates_that_are_none(coordinates, tmp_path):
    found = read_text(tmp_path, document(placemark() + placemark(POLYGON.replace(RING, coordinates))))

    assert [(i.code, i.row, i.severity) for i in found.issues] == [("kml.coordinates", 2, "must_fix")]
    assert found.geometry[1] is None


def test_blanks_after_commas_are_borne(tmp_path):
    found = read_text(tmp_path, document(placemark(POLYGON.replace(",", ", "))))

    assert found.geometry[0].bounds == (113.3, 23.3, 113.301, 23.301)


def test_a_polygon_without_an_outer_ring(tmp_path):
    inner = POLYGON.replace("outerBoundaryIs", "innerBoundaryIs")

    assert [i.code for i in read_text(tmp_path, document(placemark(inner))).issues] == ["kml.coordinates"]


def test_an_outer_ring_outside_a_polygon_is_no_polygon(tmp_path):
    """Found by chance: a point that holds what only a polygon may hold."""
    point = POLYGON.replace("Polygon>", "Point>")
    found = read_text(tmp_path, document(placemark(point)))
    assert (found.geometry[0], [issue.code for issue in found.issues]) == (None, ["kml.coordinates"])


def test_numbers_beyond_degrees_are_no_wgs84(tmp_path):
    metres = POLYGON.replace("113.3", "430000.3").replace("23.3", "2580000.3")

    assert read_text(tmp_path, document(placemark(metres))).crs_text is None


def test_names_that_are_parcel_codes_are_called_so(tmp_path):
    rows = "".join(placemark(inside=f"<name>{files.CODE.format(n)}</name>") for n in (1, 2))

    assert list(read_text(tmp_path, document(rows)).table["宗地代码"]) == [
        files.CODE.format(1),
        files.CODE.format(2),
    ]


def test_kmz(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("images/icon.png", b"x")
        archive.writestr("doc.kml", GOLDEN)
        archive.writestr("files/other.kml", document(placemark()))

    found = read(tmp_path / "a.kmz", "数据.zip")

    assert (found.layer, len(found.table)) == ("宗地", 2)


def test_a_zip_of_several_kml(tmp_path):
    path = files.zipped(
        tmp_path / "a.zip", **{"石马.kml": GOLDEN.encode(), "鹤边.kml": document(placemark()).encode()}
    )

    with pytest.raises(RefusedError) as caught:
        read(path, path.name)
    assert caught.value.layers == ["石马.kml", "鹤边.kml"]
    assert len(read(path, path.name, Answers(layer="石马.kml")).table) == 2
    assert len(read(path, path.name, Answers(layer="石马.kml/宗地")).table) == 2
    assert len(read(path, path.name, Answers(layer="鹤边.kml")).table) == 1


def test_limits(tmp_path):
    assert refusal(tmp_path, document(placemark() * 3), limits=Limits(rows=2)).code == "file.too-many-rows"
    bomb = files.zipped(tmp_path / "a.kmz", **{"doc.kml": b" " * (11 * 1024 * 1024)})
    with pytest.raises(RefusedError) as caught:
        read(bomb, bomb.name)
    assert caught.value.code == "zip.too-big"


def test_the_drivers_that_could_follow_links_are_not_used():
    """The reader has a parser of its own; GDAL's KML drivers are only for the tests."""
    assert "KML" in pyogrio.list_drivers()
    assert "pyogrio" not in read.__globals__["kml"].__dict__
