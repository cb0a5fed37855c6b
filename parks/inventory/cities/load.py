import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry import shape

HERE = Path(__file__).parent
LEVEL_DIGITS = {"district": 6, "town": 9, "village": 12}
RELATIONS = {"equals", "about", "nearly", "more_than", "at_least"}


class CityError(ValueError):
    """A city folder contradicts itself."""


@dataclass(frozen=True)
class Figure:
    value: float
    unit: str
    relation: str
    source: str


@dataclass(frozen=True)
class Crs:
    storage: int
    areas: int
    geographic: tuple[int, ...]
    projected: dict[int, str]


@dataclass(frozen=True)
class AreaName:
    code: str
    name: str
    parent: str

    @property
    def is_village(self) -> bool:
        """村民委员会, not a community (社区居委会)."""
        return self.code[9] == "2"


@dataclass(frozen=True)
class City:
    code: str
    name_zh: str
    name_en: str
    bounds: tuple[float, float, float, float]
    center: tuple[float, float]
    crs: Crs
    policy: str
    figures: dict[str, Figure]
    area_shares: dict[str, float]
    area_shares_invented: bool
    outer_districts: tuple[str, ...]
    core_districts: tuple[str, ...]
    districts: dict[str, AreaName]
    boundaries: dict[str, shapely.MultiPolygon]
    towns: dict[str, AreaName]
    villages: dict[str, AreaName]


@cache
def load_city(folder: str = "guangzhou") -> City:
    root = HERE / folder
    data = yaml.safe_load((root / "city.yaml").read_text(encoding="utf-8"))
    districts, boundaries = _districts(root / "districts.geojson", data["code"])
    city = City(
        code=data["code"],
        name_zh=data["name"]["zh"],
        name_en=data["name"]["en"],
        bounds=tuple(data["bounds"]),
        center=tuple(data["center"]),
        crs=_crs(data["crs"]),
        policy=data["policy"],
        figures={name: Figure(**figure) for name, figure in data["figures"].items()},
        area_shares=data["area_shares"]["values"],
        area_shares_invented=data["area_shares"]["invented"],
        outer_districts=tuple(data["outer_districts"]),
        core_districts=tuple(data["core_districts"]),
        districts=districts,
        boundaries=boundaries,
        towns=_names(root / "towns.csv"),
        villages=_names(root / "villages.csv"),
    )
    _validate(city, set(data["sources"]))
    return city


def _crs(data: dict[str, Any]) -> Crs:
    return Crs(data["storage"], data["areas"], tuple(data["geographic"]), dict(data["projected"]))


def _districts(path: Path, city: str) -> tuple[dict[str, AreaName], dict[str, shapely.MultiPolygon]]:
    names, boundaries = {}, {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code, geometry = feature["properties"]["code"], shape(feature["geometry"])
        names[code] = AreaName(code, feature["properties"]["name"], city)
        boundaries[code] = shapely.MultiPolygon(list(shapely.get_parts(geometry)))
    return names, boundaries


def _names(path: Path) -> dict[str, AreaName]:
    with path.open(encoding="utf-8") as rows:
        return {row["code"]: AreaName(**row) for row in csv.DictReader(rows)}


def _validate(city: City, sources: set[str]) -> None:
    levels = [
        ("district", city.districts, {city.code}),
        ("town", city.towns, set(city.districts)),
        ("village", city.villages, set(city.towns)),
    ]
    for level, names, parents in levels:
        for code, area in names.items():
            if len(code) != LEVEL_DIGITS[level] or not code.isdigit() or area.parent not in parents:
                raise CityError(f"{level} {code} ({area.name}): bad code or unknown parent {area.parent}")
    if set(city.area_shares) != set(city.districts):
        raise CityError("area_shares must name every district, and only those")
    if abs(sum(city.area_shares.values()) - 1) > 1e-9:
        raise CityError(f"area_shares add up to {sum(city.area_shares.values())}, not 1")
    for name, figure in city.figures.items():
        if figure.source not in sources:
            raise CityError(f"figure {name}: unknown source {figure.source}")
        if figure.relation not in RELATIONS:
            raise CityError(f"figure {name}: unknown relation {figure.relation}")
    west, south, east, north = city.bounds
    for code, boundary in city.boundaries.items():
        if not boundary.is_valid or not shapely.box(west, south, east, north).contains(boundary):
            raise CityError(f"district {code}: invalid boundary or outside the city's bounds")
