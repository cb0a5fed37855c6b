"""Coordinate shift (坐标偏移): the GCJ-02 of Chinese web maps and the BD-09 of Baidu, which move everything by half a
kilometre and more. It is recognized by what it does to known places, never by the numbers alone, and converted only
when the clerk says so."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from parks.surveys.issues import Issue, Rule, Severity

NAMES = {"gcj02": "GCJ-02", "bd09": "BD-09"}
ANSWERS = ("none", *NAMES)
AXIS, ECCENTRICITY = 6_378_245.0, 0.00669342162296594323
"""Of the ellipsoid of Krassovsky 1940, with which GCJ-02 reckons."""
ORIGIN = (105.0, 35.0)
BD_WAVES = np.pi * 3_000 / 180
BD_OFFSET = (0.0065, 0.006)
EXACT_DEGREES, MOST_ROUNDS = 1e-9, 12
METRES_PER_DEGREE = 111_320.0
SAMPLE = 1_000
NEAR_M = 30.0
"""A parcel that was surveyed anew keeps its middle to within this."""
SURE, CLEARED = 0.8, 0.5
FEWEST = 3
"""One row may fall into some park by chance; into the park that it names it does not."""

SUSPECTED = Rule(
    "crs.shift-suspected", Severity.MUST_FIX,
    "坐标疑似带有 {name} 偏移：{evidence}。没有自动换算，请在“坐标偏移”中选定：按 {name} 换算，或确认没有偏移",
    "The coordinates seem to be shifted as {name} does: {evidence_en}. Nothing was converted; say whether to convert or that there is no shift",
)  # fmt: skip
CONVERTED = Rule(
    "crs.shift-converted", Severity.NEEDS_REASON,
    "已按上传人选定从 {name} 换算为 CGCS2000；依据：{evidence}",
    "Converted from {name} to CGCS2000, as the uploader chose; evidence: {evidence_en}",
)  # fmt: skip
DENIED = Rule(
    "crs.shift-denied", Severity.NEEDS_REASON,
    "上传人确认坐标没有偏移，但它们像是 {name}：{evidence}",
    "The uploader says that there is no shift, but the coordinates look like {name}: {evidence_en}",
)  # fmt: skip


@dataclass(frozen=True)
class Shift:
    """What the evidence says: none, gcj02 or bd09."""

    name: str
    evidence: str
    evidence_en: str


@dataclass(frozen=True)
class Rows:
    """The rows looked at: the middle of each as the file has it (n × 2, degrees), its parcel code and its park's;
    `left` how many were not."""

    middle: np.ndarray
    codes: np.ndarray
    park_codes: np.ndarray
    left: int = 0


ParksAround = Callable[[np.ndarray, list[str]], pd.DataFrame]
"""Parks (code, lonlat) whose boundary is near one of the points (n × 2, degrees), or whose code is listed."""


def apply(name: str, lonlat: np.ndarray) -> np.ndarray:
    """Degrees (n × 2) as the shifted map would show them; `none` moves nothing."""
    if name == "none":
        return lonlat
    shifted = lonlat + _gcj02_offset(lonlat)
    return _bd09_of(shifted) if name == "bd09" else shifted


def remove(name: str, shifted: np.ndarray) -> np.ndarray:
    """The place that `apply` moved there, to less than a millimetre: the published formulas have no inverse, so that
    it is approached step by step."""
    found = shifted
    for _ in range(MOST_ROUNDS):
        left = shifted - apply(name, found)
        found = found + left
        if np.max(np.abs(left), initial=0.0, where=np.isfinite(left)) <= EXACT_DEGREES:
            break
    return found


def _gcj02_offset(lonlat: np.ndarray) -> np.ndarray:
    x, y = lonlat[:, 0] - ORIGIN[0], lonlat[:, 1] - ORIGIN[1]
    both = _waves(x, (20, 6), (20, 2))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + both
    north += _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + both
    east += _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    latitude = np.radians(lonlat[:, 1])
    flattening = 1 - ECCENTRICITY * np.sin(latitude) ** 2
    east_radius = AXIS / np.sqrt(flattening) * np.cos(latitude)
    north_radius = AXIS * (1 - ECCENTRICITY) / flattening**1.5
    return np.degrees(np.column_stack((east / east_radius, north / north_radius)))


def _waves(along: np.ndarray, *waves: tuple[float, float]) -> np.ndarray:
    """The sum of sine waves of these heights and half turns a degree, of which two thirds count."""
    return np.asarray(sum(height * np.sin(turns * np.pi * along) for height, turns in waves)) * 2 / 3


def _bd09_of(gcj02: np.ndarray) -> np.ndarray:
    x, y = gcj02.T
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * BD_WAVES)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BD_WAVES)
    return np.column_stack((radius * np.cos(angle) + BD_OFFSET[0], radius * np.sin(angle) + BD_OFFSET[1]))


def sample(lonlat: np.ndarray, codes: pd.Series, park_codes: pd.Series, applied: str) -> Rows:
    """At most 1,000 of the rows that have a shape, evenly. `applied` is the shift already taken out of the shapes."""
    usable = np.flatnonzero(~shapely.is_missing(lonlat))
    at = usable[np.linspace(0, len(usable) - 1, min(len(usable), SAMPLE)).astype(int)]
    middle, left = apply(applied, _middles(lonlat[at])), len(usable) - len(at)
    return Rows(middle, codes.to_numpy(dtype=object)[at], park_codes.to_numpy(dtype=object)[at], left)


def detect(rows: Rows, parcels: pd.DataFrame, parks: pd.DataFrame, parks_around: ParksAround) -> Shift:
    """From the stored parcels (code, lonlat) that the rows name, else from the parks: `parks` (code, lonlat) are those
    at hand, and only where the rows do not lie in them are those asked for where the rows may belong."""
    found = _by_parcels(rows, parcels) or _in_parks(rows, parks) or _by_parks(rows, parks_around)
    if not rows.left:
        return found
    return Shift(
        found.name, f"抽查 {len(rows.middle):,} 行：{found.evidence}", f"of a sample, {found.evidence_en}"
    )


def issues(found: Shift, answer: str) -> list[Issue]:
    """What is to be said of the evidence and the clerk's answer."""
    if answer in NAMES:
        rule, name = CONVERTED, NAMES[answer]
    elif found.name in NAMES:
        rule, name = DENIED if answer else SUSPECTED, NAMES[found.name]
    else:
        return []
    return [rule.at(None, name=name, evidence=found.evidence, evidence_en=found.evidence_en)]


def _by_parcels(rows: Rows, parcels: pd.DataFrame) -> Shift | None:
    """Where each row lies, seen from the stored parcel of its code; nothing if that decides nothing."""
    position = pd.Series(np.arange(len(parcels)), index=parcels["code"])
    position = position[~position.index.duplicated()]
    at = pd.Series(rows.codes).map(position)
    known = at.notna().to_numpy()
    stored = parcels["lonlat"].to_numpy(dtype=object)[at[known].to_numpy(dtype=int)]
    origin, middle = _middles(stored), rows.middle[known]
    placed = np.isfinite(origin).all(axis=1)
    origin, middle = origin[placed], middle[placed]
    if not len(origin):
        return None
    near = {name: _metres(middle, apply(name, origin)) <= NEAR_M for name in ANSWERS}
    if near["none"].mean() >= CLEARED:
        share = _share(near["none"])
        return _unshifted(
            f"与库中同代码的宗地相比，{share} 宗位置相符",
            f"{share} rows lie where the stored parcel of their code does",
        )
    name = max(NAMES, key=lambda name: float(near[name].mean()))
    return _as_moved(name, origin, middle, near[name]) if near[name].mean() >= SURE else None


def _as_moved(name: str, origin: np.ndarray, middle: np.ndarray, near: np.ndarray) -> Shift:
    moved = np.median(_vectors(middle, origin), axis=0)
    rest = float(np.median(_metres(middle, apply(name, origin))))
    east, north = f"{abs(moved[0]):.0f}", f"{abs(moved[1]):.0f}"
    zh = f"偏{'东' if moved[0] > 0 else '西'} {east} 米、偏{'北' if moved[1] > 0 else '南'} {north} 米"
    en = f"{east} m {'east' if moved[0] > 0 else 'west'} and {north} m {'north' if moved[1] > 0 else 'south'}"
    return Shift(
        name,
        f"与库中同代码的宗地相比，{_share(near)} 宗{zh}，与 {NAMES[name]} 在此处的偏移相差 {rest:.0f} 米",
        f"{_share(near)} rows lie {en} of the stored parcel of their code, within {rest:.0f} m of what {NAMES[name]} does here",
    )


def _in_parks(rows: Rows, parks: pd.DataFrame) -> Shift | None:
    """The rows lie in their parks as they are."""
    inside = _inside(rows, rows.middle, parks)
    if not len(inside) or inside.mean() < CLEARED:
        return None
    return _unshifted(f"{_share(inside)} 行落在园区内", f"{_share(inside)} rows lie in the parks")


def _by_parks(rows: Rows, parks_around: ParksAround) -> Shift:
    """Whether the rows would lie in the parks they name, or in any where they name none, once the shift is taken out."""
    middles = {name: remove(name, rows.middle) for name in ANSWERS}
    named = [str(code) for code in pd.unique(pd.Series(rows.park_codes).dropna())]
    parks = parks_around(np.concatenate(list(middles.values())), named)
    inside = {name: _inside(rows, middle, parks) for name, middle in middles.items()}
    if not any(hit.any() for hit in inside.values()):
        return _unshifted("附近没有可以比较的宗地和园区", "no parcel or park near by to compare with")
    name = max(NAMES, key=lambda name: int(inside[name].sum()))
    before, after = inside["none"], inside[name]
    enough = after.sum() >= FEWEST or (after & pd.notna(rows.park_codes)).any()
    zh = f"原样有 {_share(before)} 行落在园区内，按 {NAMES[name]} 换算后有 {_share(after)} 行"
    en = f"{_share(before)} rows lie in the parks as they are, {_share(after)} once converted from {NAMES[name]}"
    if enough and after.mean() >= SURE and before.mean() <= CLEARED * after.mean():
        return Shift(name, zh, en)
    return _unshifted(zh, en)


def _inside(rows: Rows, middle: np.ndarray, parks: pd.DataFrame) -> np.ndarray:
    """Whether each point lies in the park that its row names, in any where it names none."""
    shapes = parks["lonlat"].to_numpy(dtype=object)
    points, hits = shapely.STRtree(shapes).query(shapely.points(middle), predicate="within")
    named = rows.park_codes[points]
    right = pd.isna(named) | (parks["code"].to_numpy(dtype=object)[hits] == named)
    inside = np.zeros(len(middle), dtype=bool)
    inside[points[right]] = True
    return inside


def _unshifted(evidence: str, evidence_en: str) -> Shift:
    return Shift("none", evidence, evidence_en)


def _middles(lonlat: np.ndarray) -> np.ndarray:
    centroids = shapely.centroid(lonlat)
    return np.column_stack((shapely.get_x(centroids), shapely.get_y(centroids)))


def _vectors(to: np.ndarray, start: np.ndarray) -> np.ndarray:
    """From `start` to `to` in metres east and north; good enough over a kilometre."""
    scale = METRES_PER_DEGREE * np.column_stack((np.cos(np.radians(start[:, 1])), np.ones(len(start))))
    return np.asarray((to - start) * scale)


def _metres(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.hypot(*_vectors(one, other).T)


def _share(hits: np.ndarray) -> str:
    return f"{int(hits.sum()):,}/{len(hits):,}"
