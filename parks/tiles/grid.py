"""The Web Mercator tile grid (瓦片网格): which addresses exist, and how much ground a pixel of them covers."""

import math
from dataclasses import dataclass

EQUATOR_M = 40_075_016.686
SCREEN_PIXELS = 256


@dataclass(frozen=True)
class Tile:
    z: int
    x: int
    y: int

    @property
    def pixel_m(self) -> float:
        """Mercator metres across one screen pixel."""
        return EQUATOR_M / (1 << self.z) / SCREEN_PIXELS

    @property
    def ground_scale(self) -> float:
        """Ground metres per Mercator metre at the tile's middle: the cosine of its latitude."""
        return 1 / math.cosh(math.pi * (1 - 2 * (self.y + 0.5) / (1 << self.z)))


def parse(z: str, x: str, y: str) -> Tile | None:
    """None where the three are no address of the grid."""
    parts = (z, x, y)
    if not all(part.isascii() and part.isdigit() and len(part) <= 8 for part in parts):
        return None
    tile = Tile(*map(int, parts))
    side = 1 << tile.z if tile.z <= 24 else 0
    return tile if tile.x < side and tile.y < side else None
