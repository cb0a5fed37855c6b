"""A database of its own beside the inventory's, with 2,500 parks and a file of 50,000 surveyed parcels for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from django.db import connection

from bench.asking import scratch

SIDE = 50
PARCELS_A_PARK = (5, 4)
STEP_M = (310.0, 220.0)
PARCEL_M = (56.0, 48.0)
CORNER = (424_000.0, 2_572_000.0)
"""EPSG:4547 metres; the parks fill 15 × 11 km of 白云区."""
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


def parcels() -> gpd.GeoDataFrame:
    """50,000 rows of 25 columns as a survey delivers them, EPSG:4547."""
    n = np.arange(SIDE * SIDE * PARCELS_A_PARK[0] * PARCELS_A_PARK[1])
    park, lot = np.divmod(n, PARCELS_A_PARK[0] * PARCELS_A_PARK[1])
    row, column = np.divmod(lot, PARCELS_A_PARK[0])
    x = CORNER[0] + park % SIDE * STEP_M[0] + column * (PARCEL_M[0] + 2)
    y = CORNER[1] + park // SIDE * STEP_M[1] + row * (PARCEL_M[1] + 4)
    lots = shapely.segmentize(shapely.box(x, y, x + PARCEL_M[0], y + PARCEL_M[1]), 30)
    code, parks = _texts("440111001001JC{:05d}", n), _texts("440111-{:04d}", park)
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
        "层数": 1 + n % 6,
        "建成年份": 1985 + n % 35,
        **{f"备注{k}": _texts("摸查记录{}", n + k) for k in range(1, 6)},
        **{f"指标{k}": (n * k % 997) / 7.0 for k in range(1, 7)},
    }
    return gpd.GeoDataFrame(columns, geometry=lots, crs=4547)


def geopackage() -> Path:
    path = scratch() / "parcels-50000.gpkg"
    path.unlink(missing_ok=True)
    parcels().to_file(path, layer="parcels", driver="GPKG", engine="pyogrio")
    return path


def _texts(pattern: str, numbers: np.ndarray) -> list[str]:
    return [pattern.format(number) for number in numbers]


def _of(choices: list[str], numbers: np.ndarray) -> pd.Series:
    return pd.Series(np.array(choices, dtype=object)[numbers % len(choices)])
