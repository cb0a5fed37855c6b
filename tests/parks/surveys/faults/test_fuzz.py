"""Damaged files of every format through the API: no crash, no hang, no answer of 500. A thousand with --slow, a few each time."""

import io
import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from parks.surveys import services, tasks
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS_A_FILE = 20
URL = "/api/v1/surveys/"
WKT = "POLYGON((430010 2580010,430050 2580010,430050 2580050,430010 2580050,430010 2580010))"
HEADERS = ["宗地代码", "权属性质", "用地手续", "有证情况", "权利人", "WKT"]
ROWS = [[files.CODE.format(n), "集体", "未完善", "无证", "石马村经济联社", WKT] for n in (1, 2)]
CSV = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADERS, *ROWS])
KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>
<name>440111001001JC00001</name><ExtendedData><Data name="权属性质"><value>集体</value></Data></ExtendedData><Polygon>
<outerBoundaryIs><LinearRing><coordinates>113.318,23.318 113.319,23.318 113.319,23.319 113.318,23.318</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"""
TXT = """[属性描述]
格式版本号=1.01版本
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.01
转换参数=0,0,0,0,0,0,0
[地块坐标]
4,0.16,1,石马,面,F49G001,工业,,@
J1,1,2580010,38430010
J2,1,2580050,38430010
J3,1,2580050,38430050
J4,1,2580010,38430050
J1,1,2580010,38430010
"""
DXF = "\n".join(
    ["0", "SECTION", "2", "ENTITIES", "0", "LWPOLYLINE", "8", "宗地", "90", "4", "70", "1"]
    + [v for x, y in ((430010, 2580010), (430050, 2580010), (430050, 2580050), (430010, 2580050)) for v in ("10", str(x), "20", str(y))]
    + ["0", "ENDSEC", "0", "EOF"]
)  # fmt: skip


@pytest.fixture(scope="module")
def golden(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("golden")
    table, book = files.frame(3), io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet("宗地")
        for n, row in enumerate([HEADERS, *ROWS]):
            sheet.write_row(n, 0, row)
    return {
        "a.gpkg": files.geopackage(folder / "a.gpkg", table).read_bytes(),
        "a.geojson": files.geojson(folder / "a.geojson", table).read_bytes(),
        "a.zip": files.shapefile(folder / "a.zip", table, encoding="GBK").read_bytes(),
        "a.csv": CSV.encode("gb18030"),
        "a.xlsx": book.getvalue(),
        "a.kml": KML.encode(),
        "a.kmz": files.zipped(folder / "a.kmz", **{"doc.kml": KML.encode()}).read_bytes(),
        "a.txt": TXT.encode("gb18030"),
        "a.dxf": DXF.encode("gb18030"),
    }


def _flip(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data) + 1)]


def _remove(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data))
    del data[at : at + chance.randint(1, 64)]
    return data or bytearray(b"x")


def _repeat(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randint(1, 200)]
    return data[:at] + piece * chance.randint(2, 50) + data[at:]


def _insert(data: bytearray, chance: random.Random) -> bytearray:
    odd = chance.choice(
        [
            b"\0" * 50,
            b"\xff" * 50,
            b"9" * 400,
            b"-1e999",
            b"NaN",
            b"[" * 300,
            b'"',
            b"<![CDATA[",
            "\u202e".encode(),
            b"\r\n\r",
        ]
    )
    at = chance.randrange(len(data))
    return data[:at] + odd + data[at:]


MUTATIONS: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    _flip,
    _cut,
    _remove,
    _repeat,
    _insert,
)


def damaged(name: str, content: bytes, chance: random.Random) -> bytes:
    """One to three things happen to it; of a zip half the time to what is inside."""
    if content.startswith(b"PK") and chance.random() < 0.5:
        return _damaged_inside(content, chance)
    data = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(MUTATIONS)(data, chance)
    return bytes(data)


def _damaged_inside(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            data = bytearray(old.read(name))
            new.writestr(
                name, bytes(chance.choice(MUTATIONS)(data, chance)) if name == hit and data else bytes(data)
            )
    return out.getvalue()


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def runs(config: pytest.Config) -> int:
    return 1_000 if config.getoption("--slow") else 63


def test_damaged_files_are_checked_or_refused(golden, park, client_of, monkeypatch, pytestconfig):
    monkeypatch.setattr(tasks.check_survey, "delay", services.check)
    client, names, ends = client_of("clerk"), list(golden), dict.fromkeys(("checked", "refused"), 0)
    for seed in range(runs(pytestconfig)):
        chance, name = random.Random(seed), names[seed % len(names)]
        content = damaged(name, golden[name], chance)
        with no_longer_than(SECONDS_A_FILE):
            answer = client.post(URL, {"file": SimpleUploadedFile(name, content)}, format="multipart")
            assert answer.status_code == 201, (seed, name, answer.content)
            said = client.get(answer["Location"]).json()
            assert said["status"] in ends, (seed, name, said["problem"])
            ends[said["status"]] += 1
            for part in ("issues/", "rows/", "preview/"):
                assert client.get(f"{answer['Location']}{part}").status_code == 200, (seed, name, part)
    assert min(ends.values()) > 0


def test_the_undamaged_ones_are_checked_or_refused(golden, park, client_of, monkeypatch):
    monkeypatch.setattr(tasks.check_survey, "delay", services.check)
    for name, content in golden.items():
        answer = client_of("clerk").post(URL, {"file": SimpleUploadedFile(name, content)}, format="multipart")

        said = client_of("clerk").get(answer["Location"]).json()
        assert said["status"] in ("checked", "refused"), (name, said["problem"])
