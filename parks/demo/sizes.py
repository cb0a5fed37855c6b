"""How large each park is and which district it lies in, by the published size classes and the city's area shares."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.demo.arrays import Floats
from parks.inventory.cities import City

CLASSES_HA = [(0.60, 0.5, 2.0), (0.29, 2.0, 10.0), (0.11, 10.0, 52.0)]
GOLDEN = 0.6180339887498949
ANCHORS_FROM = 500  # smaller inventories leave the named real parks out: they would swamp the rest


@dataclass(frozen=True)
class Anchor:
    """A real park whose published figures the demo repeats (its geometry stays synthetic)."""

    village: str
    name: str
    area_ha: float
    far: float | None = None
    firms: int | None = None
    output_per_mu: float | None = None
    consent: float | None = None
    approved_ha: float | None = None
    planned_gfa_m2: float | None = None


ANCHORS = [
    Anchor("440115104217", "放马村工业园", 12.31, output_per_mu=13.6, consent=0.9954, planned_gfa_m2=3e5),
    Anchor("440118107210", "上境村工业园", 52.56, far=0.34, firms=26),
    Anchor("440113016203", "旧水坑工业园", 75.7, approved_ha=45.63, planned_gfa_m2=1.0671e6),
]  # fmt: skip


def anchored(parks: pd.DataFrame) -> list[tuple[int, Anchor]]:
    """Row numbers of the parks that stand for a real one."""
    return [(number, anchor) for number, anchor in enumerate(parks["anchor"]) if anchor]


def draw(count: int, city: City, rng: np.random.Generator) -> tuple[Floats, list[str], list[Anchor | None]]:
    """Areas in m², largest first, their districts and, for the first few of a full inventory, the real park they stand for."""
    anchors = ANCHORS if count >= ANCHORS_FROM else []
    total = city.figures["land_area"].value * 100 * count / city.figures["park_count"].value
    hectares = _stratified(count - len(anchors), total - sum(a.area_ha for a in anchors), rng)
    shares = np.array(list(city.area_shares.values()))
    codes = list(city.area_shares)
    turns = (rng.random() + GOLDEN * np.arange(len(hectares))) % 1.0
    districts = [
        codes[i] for i in np.searchsorted(shares.cumsum(), turns, side="right").clip(max=len(codes) - 1)
    ]
    areas = np.concatenate([[a.area_ha for a in anchors], hectares]) * 1e4
    return areas, [a.village[:6] for a in anchors] + districts, [*anchors, *[None] * len(hectares)]


def _stratified(count: int, total: float, rng: np.random.Generator) -> Floats:
    """Log-uniform within each class; the tail's shape is bent until the sum is right."""
    numbers = [round(share * count) for share, _, _ in CLASSES_HA[:2]]
    numbers.append(count - sum(numbers))
    drawn = []
    for number, (_, low, high) in zip(numbers, CLASSES_HA, strict=True):
        quantile = (np.arange(number) + rng.random(number)) / max(number, 1)
        drawn.append((low, high, quantile))
    small = np.concatenate([low * (high / low) ** q for low, high, q in drawn[:2]])
    low, high, quantile = drawn[2]
    bends = np.geomspace(0.2, 6, 400)
    sums = np.array([(low * (high / low) ** quantile**bend).sum() for bend in bends])
    bend = np.interp(total - small.sum(), sums[::-1], bends[::-1])
    tail = low * (high / low) ** quantile**bend
    areas = np.concatenate([small, tail * (total - small.sum()) / tail.sum()])
    return np.sort(areas)[::-1]
