"""The vector tile layers (矢量瓦片图层), declared: where each is served and what its features carry."""

from dataclasses import dataclass

from parks.tiles.grid import Tile


@dataclass(frozen=True)
class Layer:
    name: str
    description: str
    statement: str
    generalised: str
    """Statement below `full_from`: outlines simplified to half a pixel, what is smaller and the grades left out."""
    minzoom: int
    maxzoom: int
    full_from: int
    fields: dict[str, str]

    def serves(self, tile: Tile) -> bool:
        return self.minzoom <= tile.z <= self.maxzoom

    def statement_for(self, tile: Tile) -> str:
        return self.statement if tile.z >= self.full_from else self.generalised


PARCELS = Layer(
    name="parcels",
    description="宗地 parcels",
    statement="parcels",
    generalised="parcels_generalised",
    minzoom=10,
    maxzoom=16,
    full_from=14,
    fields={
        "id": "Number",
        "code": "宗地代码 parcel code",
        "park_id": "Number",
        "tenure": "权属 collective, state or undetermined",
        "procedure": "用地手续 complete, partial or incomplete",
        "grade": "效益等级 A to D, or T, of the current appraisal, from z14; absent when not graded",
    },
)
LAYERS = {layer.name: layer for layer in (PARCELS,)}
