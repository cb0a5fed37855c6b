"""A database of its own beside the inventory's, with 2,500 parks and files of 50,000 or 500,000 surveyed parcels for them."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from django.db import connection

from bench.asking import scratch

SIDE = 50
STEP_M = (310.0, 220.0)
CORNER = (424_000.0, 2_572_000.0)
"""EPSG:4547 metres; the parks fill 15 × 11 km of 白云区."""
SHORT = {
    "宗地代码": "ZDDM", "园区编号": "YQBH", "权属性质": "QSXZ", "用地手续": "YDSX", "有证情况": "YZQK", "土地用途": "XZYT",
    "宗地面积（平方米）": "ZDMJ", "权利人": "QLR", "坐落": "ZL", "测量日期": "CLRQ", "合法建筑面积（平方米）": "HFJZMJ",
    "2009年前无证建筑面积（平方米）": "WZJZ2009Q", "层数": "CS", "建成年份": "JCNF",
}  # fmt: skip
"""As a Shapefile names the same columns in ten bytes."""
PARKS = """
INSERT INTO inventory_source (kind, title, dated, reference) VALUES ('synthetic', 'benchmark', '2025-06-30', '');
INSERT INTO inventory_adminarea (code, level, name, parent_id, boundary) VALUES
    ('4401', 'city', '广州市', NULL, NULL),
    ('440111', 'district', '白云区', '4401',
        ST_Multi(ST_Transform(ST_MakeEnvelope(423000, 2571000, 441000, 2584000, 4547), 4490))),
    ('440111113', 'town', '太和镇', '440111', NULL),
    ('440111113201', 'village', '石马村', '440111113', NULL);
INSERT INTO inventory_park (code, name, area_id, tenure, main_use, is_synthetic)
    SELECT '440111-' || lpad(n::text, 4, '0'), '园区' || n, '440111113201', 'collective', 'industrial', true
    FROM generate_series(0, 2499) n;
INSERT INTO inventory_parkboundary (park_id, kind, valid, source_id, geometry)
    SELECT p.id, 'surveyed', '[2025-06-30,)', (SELECT max(id) FROM inventory_source),
        ST_Multi(ST_Transform(ST_MakeEnvelope(x, y, x + 300, y + 210, 4547), 4490))
    FROM inventory_park p,
        LATERAL (SELECT right(p.code, 4)::int AS n) i,
        LATERAL (SELECT 424000 + (n % 50) * 310.0 - 5 AS x, 2572000 + (n / 50) * 220.0 - 5 AS y) corner;
"""


@contextmanager
def database() -> Iterator[str]:
    """Migrated and holding the parks while the block lasts; returns its name."""
    django.setup()
    from config.celery import app
    from parks.inventory.services import bump_revision, refresh_summaries

    app.conf.update(broker_url="memory://")
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{own}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with connection.cursor() as cursor:
            cursor.execute(PARKS)
            cursor.execute("ANALYZE")
        refresh_summaries()
        bump_revision()
        yield f"{own}_bench"
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


@dataclass(frozen=True)
class Lots:
    """How a park of 300 × 210 m is divided: columns and rows, and the size of a parcel, whose sides have a point midway."""

    columns: int
    rows: int
    size_m: tuple[float, float]
    gap_m: tuple[float, float] = (2.0, 4.0)


LOTS = {50_000: Lots(5, 4, (56.0, 48.0)), 500_000: Lots(20, 10, (12.0, 16.0))}


def parcels(count: int = 50_000) -> gpd.GeoDataFrame:
    """Rows of 25 columns as a survey delivers them, EPSG:4547."""
    lots_of = LOTS[count]
    n = np.arange(count)
    park, lot = np.divmod(n, lots_of.columns * lots_of.rows)
    row, column = np.divmod(lot, lots_of.columns)
    (width, height), (aside, above) = lots_of.size_m, lots_of.gap_m
    x = CORNER[0] + park % SIDE * STEP_M[0] + column * (width + aside)
    y = CORNER[1] + park // SIDE * STEP_M[1] + row * (height + above)
    lots = shapely.segmentize(shapely.box(x, y, x + width, y + height), 0.55 * max(width, height))
    code = [f"440111{1 + k // 100_000:03d}001JC{k % 100_000:05d}" for k in n.tolist()]
    parks = _texts("440111-{:04d}", park)
    area = shapely.area(lots).round(1)
    columns = {
        "宗地代码": code,
        "园区编号": parks,
        "权属性质": _of(["集体"], n),
        "用地手续": _of(["已完善", "部分", "未完善"], n),
        "有证情况": _of(["有证", "无证", "无证"], n),
        "土地用途": _of(["工业用地", "仓储用地"], n),
        "宗地面积（平方米）": area,
        "权利人": _texts("石马第{}经济合作社", park),
        "坐落": _texts("太和镇石马村工业路{}号", n),
        "测量日期": _of(["2025-06-30", "2025-05-20"], n),
        "合法建筑面积（平方米）": (area * 0.8).round(1),
        "2009年前无证建筑面积（平方米）": (area * 0.5).round(1),
        "层数": 2 + n % 5,
        "建成年份": 1985 + n % 35,
        **{f"备注{k}": _texts("摸查记录{}", n + k) for k in range(1, 6)},
        **{f"指标{k}": (n * k % 997) / 7.0 for k in range(1, 7)},
    }
    return gpd.GeoDataFrame(columns, geometry=lots, crs=4547)


def geopackage(count: int = 50_000) -> Path:
    path = scratch() / f"parcels-{count}.gpkg"
    path.unlink(missing_ok=True)
    parcels(count).to_file(path, layer="parcels", driver="GPKG", engine="pyogrio")
    return path


def gbk_shapefile() -> Path:
    """A zip as Chinese GIS software writes it: texts and label in GBK."""
    path = scratch() / "parcels-50000-gbk.zip"
    folder = scratch() / "gbk"
    folder.mkdir(exist_ok=True)
    named = parcels().rename(columns=SHORT)
    named.to_file(folder / "parcels.shp", driver="ESRI Shapefile", engine="pyogrio", encoding="GBK")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, part.name)
    return path


def _texts(pattern: str, numbers: np.ndarray) -> list[str]:
    return [pattern.format(number) for number in numbers]


def _of(choices: list[str], numbers: np.ndarray) -> pd.Series:
    return pd.Series(np.array(choices, dtype=object)[numbers % len(choices)])
