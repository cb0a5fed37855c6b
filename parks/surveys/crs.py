"""The coordinate system by evidence (坐标系): the label, the magnitude of the numbers, the zone prefix, and
above all where the rows would fall. A label that the numbers contradict is never followed silently."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pyproj
import shapely

from parks.inventory.cities.load import City, load_city
from parks.surveys.crs_label import Label, read_label, refuse_foreign
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.refusals import RefusedError

STORAGE, MEASURE = 4490, 4547
NAMES = {
    4490: "CGCS2000 经纬度", 4326: "WGS 84 经纬度",
    4547: "CGCS2000 3° 带 中央经线 114°", 4526: "CGCS2000 3° 带 38（带号前缀）",
    4546: "CGCS2000 3° 带 中央经线 111°", 4525: "CGCS2000 3° 带 37（带号前缀）",
}  # fmt: skip
SAME_GRID = {4490: "geographic", 4326: "geographic", 4547: "114", 4526: "114", 4546: "111", 4525: "111"}
ZONE_OFFSET = {4526: 38e6, 4525: 37e6}
SURE, NOWHERE = 0.9, 0.1

UNDECLARED = Rule(
    "crs.undeclared", Severity.NEEDS_REASON,
    "文件没有可用的坐标系说明，已按坐标数值读作 {name}（EPSG:{epsg}），{share} 落在{city}内，请确认",
    "The file declares no usable coordinate system; by its numbers it was read as EPSG:{epsg}, {share} inside {city}; please confirm",
)  # fmt: skip
SWAPPED = Rule(
    "crs.swapped-axes", Severity.NEEDS_REASON,
    "坐标的东、北方向互换（先北后东），已按互换读取，{share} 落在{city}内，请确认",
    "The axes are swapped (north before east); they were read so, {share} inside {city}; please confirm",
)  # fmt: skip
PREFIX = Rule(
    "crs.zone-prefix", Severity.NOTE,
    "文件标注“{label}”，但东坐标{has}带号前缀，已按 EPSG:{epsg} 读取（中央经线相同，位置不变）",
    "The file says “{label}”, but its eastings are {spelled} a zone prefix: read as EPSG:{epsg}, same central meridian",
)  # fmt: skip
CHOSEN = Rule(
    "crs.chosen", Severity.NEEDS_REASON,
    "坐标系由上传人指定为 EPSG:{epsg}，与文件标注“{label}”不同",
    "The uploader named EPSG:{epsg}, which differs from the file's label “{label}”",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    epsg: int
    swapped: bool
    share: float


@dataclass(frozen=True)
class Decision:
    """How coordinates are to be read, why, and what the clerk should know about it."""

    epsg: int
    swapped: bool
    label: str
    evidence: str
    evidence_en: str
    issues: tuple[Issue, ...]


@cache
def transformer(source: int, target: int) -> pyproj.Transformer:
    """Making one is slow, so each is made once; always x = east, y = north."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def project(x: np.ndarray, y: np.ndarray, source: int, target: int) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates from one accepted system to another; WGS 84 counts as CGCS2000 (centimetres apart)."""
    source, target = (STORAGE if e == 4326 else e for e in (source, target))
    if source == target:
        return x, y
    if SAME_GRID[source] == SAME_GRID[target]:
        return x - ZONE_OFFSET.get(source, 0.0) + ZONE_OFFSET.get(target, 0.0), y
    return transformer(source, target).transform(x, y)


def decide(centers: np.ndarray, crs_text: str | None, chosen: int | None, city: City) -> Decision:
    """From the centre of every row (n × 2, file order), what the file says and what the clerk chose."""
    if not len(centers):
        raise RefusedError("geometry.none-usable")
    label = read_label(crs_text)
    x, y = np.median(centers[:, 0]), np.median(centers[:, 1])
    about = {"x": f"{x:,.2f}", "y": f"{y:,.2f}"}
    found = candidates(centers, city)
    if chosen:
        fitting = [c for c in found if SAME_GRID[c.epsg] == SAME_GRID.get(chosen)]
        if not fitting:
            raise RefusedError("crs.choice", epsg=chosen, **about)
        return _decision(_best(fitting), label, city, len(centers), chosen=chosen)
    if label is None:
        return _by_numbers(found, about, city, len(centers))
    refuse_foreign(label)
    assert label.epsg is not None
    fitting = [c for c in found if SAME_GRID[c.epsg] == SAME_GRID[label.epsg]]
    others = [c for c in found if c not in fitting]
    best = _best(fitting) if fitting else None
    other = _best(others) if others else None
    if other and other.share >= SURE and (best is None or best.share < NOWHERE):
        raise RefusedError(
            "crs.contradiction",
            label=label.text,
            suggestion=other.epsg,
            share=f"{other.share:.0%}",
            city=city.name_zh,
        )
    if best is None:
        raise RefusedError("crs.magnitude", label=label.text, **about)
    return _decision(best, label, city, len(centers))


def candidates(centers: np.ndarray, city: City) -> list[Candidate]:
    """Every accepted system the magnitude allows, in both axis orders, with the share of rows inside the city."""
    found = []
    for swapped in (False, True):
        x, y = (centers[:, 1], centers[:, 0]) if swapped else (centers[:, 0], centers[:, 1])
        for epsg in _by_magnitude(float(np.median(x)), float(np.median(y))):
            lon, lat = project(x, y, epsg, STORAGE)
            found.append(
                Candidate(epsg, swapped, float(np.mean(shapely.contains_xy(_inside(city), lon, lat))))
            )
    return found


def _by_magnitude(x: float, y: float) -> list[int]:
    if abs(x) <= 180 and abs(y) <= 90:
        return [4490]
    if not 1.5e6 <= y <= 6e6:
        return []
    if 1e5 <= x <= 9e5:
        return [4547, 4546]
    return [epsg for epsg, offset in ZONE_OFFSET.items() if offset + 1e5 <= x <= offset + 9e5]


def _by_numbers(found: list[Candidate], about: dict[str, str], city: City, rows: int) -> Decision:
    """Without a label only one reading may fall inside the city."""
    inside = [c for c in found if c.share >= SURE]
    if len(inside) == 1:
        return _decision(inside[0], None, city, rows)
    if not found:
        raise RefusedError("crs.local", **about)
    raise RefusedError("crs.unknown", city=city.name_zh, **about)


def _best(found: list[Candidate]) -> Candidate:
    return max(found, key=lambda c: (c.share, not c.swapped))


def _decision(
    best: Candidate, label: Label | None, city: City, rows: int, chosen: int | None = None
) -> Decision:
    share = f"{round(best.share * rows):,}/{rows:,}"
    places = {"share": share, "city": city.name_zh, "epsg": best.epsg, "name": NAMES[best.epsg]}
    issues = []
    if chosen and not (label and label.epsg and SAME_GRID[label.epsg] == SAME_GRID[chosen]):
        issues.append(CHOSEN.at(None, label=label.text if label else "无", epsg=best.epsg))
    elif label is None:
        issues.append(UNDECLARED.at(None, **places))
    if best.swapped:
        issues.append(SWAPPED.at(None, **places))
    geographic = SAME_GRID[best.epsg] == "geographic"
    if label and label.epsg and label.epsg != best.epsg and not geographic and not chosen:
        has = best.epsg in ZONE_OFFSET
        issues.append(
            PREFIX.at(
                None,
                label=label.text,
                epsg=best.epsg,
                has="带有" if has else "没有",
                spelled="with" if has else "without",
            )
        )
    said = f"文件标注 {label.text}" if label else "文件未标注"
    said_en = f"the file says {label.text}" if label else "the file says nothing"
    prefix = f"；东坐标带 {int(ZONE_OFFSET[best.epsg] // 1e6)} 前缀" if best.epsg in ZONE_OFFSET else ""
    epsg = label.epsg if geographic and label and label.epsg else best.epsg
    return Decision(
        epsg=epsg,
        swapped=best.swapped,
        label=NAMES[epsg],
        evidence=f"{said}{prefix}；{share} 落在{city.name_zh}内",
        evidence_en=f"{said_en}; {share} rows fall inside {city.name_en}",
        issues=tuple(issues),
    )


@lru_cache(maxsize=4)
def _outline(code: str) -> shapely.Geometry:
    city = load_city() if load_city().code == code else None
    assert city is not None
    outline = shapely.union_all(list(city.boundaries.values())).buffer(0.002)
    shapely.prepare(outline)
    return outline


def _inside(city: City) -> shapely.Geometry:
    """The city's outline, some 200 m generous."""
    return _outline(city.code)
