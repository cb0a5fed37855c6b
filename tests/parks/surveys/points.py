"""勘测定界 TXT as the tools of surveyors write it: one writer for all its variants."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

HEADER = {
    "格式版本号": "1.01",
    "数据产生单位": "广州市测绘院",
    "坐标系": "2000国家大地坐标系",
    "几度分带": "3",
    "投影类型": "高斯克吕格",
    "计量单位": "米",
    "带号": "38",
    "精度": "0.001",
    "转换参数": ",,,,,,",
}


@dataclass(frozen=True)
class Variant:
    """`rings`: whether rings are numbered 1, 2, … or all 1. `closing`: repeat, new (number) or none."""

    encoding: str = "utf-8"
    newline: str = "\r\n"
    keys: tuple[str, ...] = tuple(HEADER)
    project: bool = False
    fields: int = 9
    number: str = "J{}"
    columns: int = 4
    prefix: bool = True
    east_first: bool = False
    closing: str = "repeat"
    restart: bool = False
    rings: bool = True
    hectares: bool = True


@dataclass(frozen=True)
class Lot:
    """`rings` in EPSG:4547, not closed; `area_m2` as declared."""

    code: str
    name: str
    rings: Sequence[Sequence[tuple[float, float]]]
    area_m2: float
    use: str = "工业用地"


def written(lots: Sequence[Lot], variant: Variant = Variant()) -> bytes:
    lines = ["[项目信息]", "项目名称=石马工业园摸查"] if variant.project else []
    lines += ["[属性描述]", *(f"{key}={HEADER[key]}" for key in variant.keys), "[地块坐标]"]
    for lot in lots:
        points = _points(lot, variant)
        area = f"{lot.area_m2 / 10_000:.6f}" if variant.hectares else f"{lot.area_m2:.2f}"
        cells = [str(len(points)), area, lot.code, lot.name, "面", "", lot.use, ""]
        cells += [""] * (variant.fields - 1 - len(cells))
        lines += [",".join([*cells, "@"]), *points]
    return (variant.newline.join(lines) + variant.newline).encode(variant.encoding)


def _points(lot: Lot, variant: Variant) -> list[str]:
    lines, n = [], 0
    for ring_number, ring in enumerate(lot.rings, 1):
        n = 0 if variant.restart else n
        first = n + 1
        for x, y in ring:
            n += 1
            lines.append(_point(n, ring_number, x, y, variant))
        if variant.closing != "none":
            n += variant.closing == "new"
            label = n if variant.closing == "new" else first
            lines.append(_point(label, ring_number, *ring[0], variant))
    return lines


def _point(n: int, ring: int, x: float, y: float, variant: Variant) -> str:
    east, north = f"{x + (38e6 if variant.prefix else 0):.3f}", f"{y:.3f}"
    pair = [east, north] if variant.east_first else [north, east]
    label = [variant.number.format(n)]
    return ",".join([*label, *([str(ring if variant.rings else 1)] if variant.columns == 4 else []), *pair])


def lots(shapes: Sequence[shapely.Geometry], code: str) -> list[Lot]:
    return [
        Lot(code.format(n), f"地块{n}", [r for part in shapely.get_parts(s) for r in rings_of(part)], s.area)
        for n, s in enumerate(shapes, 1)
    ]


def rings_of(polygon: shapely.Polygon) -> list[list[tuple[float, float]]]:
    return [list(ring.coords)[:-1] for ring in (polygon.exterior, *polygon.interiors)]
