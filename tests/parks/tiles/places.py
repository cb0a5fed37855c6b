"""Tile addresses computed the textbook way, apart from the product's own grid."""

import math


def tile_at(longitude: float, latitude: float, z: int) -> tuple[int, int, int]:
    side = 2**z
    x = (longitude + 180) / 360 * side
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * side
    return z, int(x), int(y)
