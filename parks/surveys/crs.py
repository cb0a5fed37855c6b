"""The coordinate system by evidence (坐标系): the label, the magnitude of the numbers, the zone prefix, and
above all where the rows would fall. A label that the numbers contradict is never followed silently."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

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
    "The file declares no usable coordinate system; by its numbers it was read as EPSG:{epsg}, {share} inside {city_en}; please confirm",
)  # fmt: skip
SWAPPED = Rule(
    "crs.swapped-axes", Severity.NEEDS_REASON,
    "坐标的东、北方向互换（先北后东），已按互换读取，{share} 落在{city}内，请确认",
    "The axes are swapped (north before east); they were read so, {share} inside {city_en}; please confirm",
)  # fmt: skip
PREFIX = Rule(
    "crs.zone-prefix", Severity.NOTE,
    "文件标注“{label}”，但东坐标{has}带号前缀，已按 EPSG:{epsg} 读取（中央经线相同，位置不变）",
    "The file says “{label}”, but its eastings are {spelled} a zone prefix: read as EPSG:{epsg}, same central meridian",
)  # fmt: skip
CHOSEN = Rule(
    "crs.chosen", Severity.NEEDS_REASON,
    "坐标系由上传人指定为 EPSG:{epsg}，与文件标注“{label}”不同",
    "The uploader named EPSG:{epsg}, which differs from the file's label “{label_en}”",
)  # fmt: skip

CONFIRMED = Rule(
    "crs.confirmed", Severity.NOTE,
    "上传人已确认坐标系 EPSG:{epsg}{order}，{share} 落在{city}内",
    "The uploader confirmed EPSG:{epsg}{order_en}, {share} inside {city_en}",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A reading that the size of the numbers allows, and the share of the rows that it puts inside the city."""

    epsg: int
    swapped: bool
    share: float


@dataclass(frozen=True)
class Decision:
    """How coordinates are to be read, why, and what the clerk should know about it. `epsg` is None where there are none."""

    epsg: int | None
    swapped: bool
    label: str
    evidence: str
    evidence_en: str
    issues: tuple[Issue, ...]
    candidates: tuple[Candidate, ...] = ()


NO_SHAPES = Decision(None, False, "没有图形", "文件没有图形", "the file has no shapes", ())


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
    if not chosen:
        return _decision(_guess(found, label, about, city), label, city, len(centers), found)
    fitting = [c for c in found if SAME_GRID[c.epsg] == SAME_GRID.get(chosen)]
    if not fitting:
        raise RefusedError("crs.choice", epsg=chosen, **about)
    best = _best(fitting)
    try:
        how = "confirmed" if _guess(found, label, about, city) == best else "chosen"
    except RefusedError:
        how = "chosen"
    return _decision(best, label, city, len(centers), found, how)


def _guess(found: list[Candidate], label: Label | None, about: dict[str, str], city: City) -> Candidate:
    """The reading that the label and the numbers agree upon; refuses where they do not."""
    if label is None:
        return _by_numbers(found, about, city)
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
    return best


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


def _by_numbers(found: list[Candidate], about: dict[str, str], city: City) -> Candidate:
    """Without a label only one reading may fall inside the city."""
    inside = [c for c in found if c.share >= SURE]
    if len(inside) == 1:
        return inside[0]
    if not found:
        raise RefusedError("crs.local", **about)
    raise RefusedError("crs.unknown", city=city.name_zh, **about)


def _best(found: list[Candidate]) -> Candidate:
    return max(found, key=lambda c: (c.share, not c.swapped))


def _decision(
    best: Candidate, label: Label | None, city: City, rows: int, found: list[Candidate], how: str = ""
) -> Decision:
    share = f"{round(best.share * rows):,}/{rows:,}"
    geographic = SAME_GRID[best.epsg] == "geographic"
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
        issues=tuple(_issues(best, label, how, share, city)),
        candidates=tuple(sorted(found, key=lambda c: -c.share)),
    )


def _issues(best: Candidate, label: Label | None, how: str, share: str, city: City) -> Iterator[Issue]:
    places: dict[str, Any] = {"share": share, "city": city.name_zh, "city_en": city.name_en}
    places |= {"epsg": best.epsg, "name": NAMES[best.epsg]}
    grid = SAME_GRID[best.epsg]
    declared = label is not None and label.epsg is not None and SAME_GRID[label.epsg] == grid
    if how == "confirmed":
        if label is None or best.swapped:
            order = ("，先北后东", ", north before east") if best.swapped else ("", "")
            yield CONFIRMED.at(None, order=order[0], order_en=order[1], **places)
        return
    if how == "chosen" and not declared:
        texts = (label.text, label.text) if label else ("无", "none")
        yield CHOSEN.at(None, label=texts[0], label_en=texts[1], epsg=best.epsg)
    elif label is None:
        yield UNDECLARED.at(None, **places)
    if best.swapped:
        yield SWAPPED.at(None, **places)
    if label and declared and label.epsg != best.epsg and grid != "geographic" and not how:
        has, spelled = ("带有", "with") if best.epsg in ZONE_OFFSET else ("没有", "without")
        yield PREFIX.at(None, label=label.text, epsg=best.epsg, has=has, spelled=spelled)


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
