"""Papers of the parcels (宗地): cadastral codes, tenure, land procedures, certificates, owners and addresses."""

import numpy as np
import pandas as pd
import shapely

from parks.demo.arrays import Shapes
from parks.demo.calibrate import top_by_area
from parks.demo.names import area_name, numeral, stem
from parks.inventory.cities import City

COMPLETE_SHARE = 0.28  # by area; the rest, 72 %, has incomplete procedures (未完善手续)
WHOLLY_COMPLETE, PARTLY_COMPLETE = 0.225, 0.11
LETTERS = {"collective": "JB", "state": "GB", "undetermined": "ZW"}
STREETS = ["工业大道", "工业路", "创业路", "兴业街", "村前路", "环村路"]


def register(layout: pd.DataFrame, parks: pd.DataFrame, city: City, rng: np.random.Generator) -> pd.DataFrame:
    lots = layout.copy()
    lots["area_m2"] = shapely.area(lots["geometry"].to_numpy())
    park = parks.loc[lots["park"]]
    lots["district"], lots["quality"] = park["district"].to_numpy(), park["quality"].to_numpy()
    lots["tenure"] = _tenures(park["tenure"].to_numpy(), rng)
    lots["code"] = _codes(park["area"].to_numpy(), lots["tenure"])
    _procedures(lots, len(parks), rng)
    chance = lots["procedure"].map({"complete": 0.93, "partial": 0.5, "incomplete": 0.09}).to_numpy()
    lots["certificate"] = np.where(rng.random(len(lots)) < chance, "certified", "uncertified")
    stored = park["main_use"].to_numpy() == "warehouse"
    lots["land_use"] = np.where(stored ^ (rng.random(len(lots)) < 0.04), "0604", "0601")
    _papers(lots, park, city, rng)
    return lots


def _tenures(park_tenure: Shapes, rng: np.random.Generator) -> Shapes:
    draw = rng.random(len(park_tenure))
    state = np.select([park_tenure == "state_collective_use", park_tenure == "mixed"], [0.93, 0.45], 0.02)
    return np.select([draw < state, draw > 0.992], ["state", "undetermined"], "collective")


def _codes(area: Shapes, tenure: pd.Series) -> list[str]:
    """County 6, 地籍区 3 (the town), 地籍子区 3 (the village), two letters, serial 5."""
    zone = pd.Series(area).str.pad(12, side="right", fillchar="0").to_numpy() + tenure.map(LETTERS).to_numpy()
    serial = pd.Series(zone).groupby(zone).cumcount() + 1
    return [f"{prefix}{number:05d}" for prefix, number in zip(zone, serial, strict=True)]


def _procedures(lots: pd.DataFrame, parks: int, rng: np.random.Generator) -> None:
    """Mostly a matter of the whole park; state land is better documented."""
    area = lots["area_m2"].to_numpy()
    score = (
        rng.normal(0, 1.1, parks)[lots["park"]]
        + 0.35 * lots["quality"].to_numpy()
        + rng.normal(0, 0.9, len(lots))
    )
    score += np.where(lots["tenure"] == "state", 1.2, 0.0) - np.where(
        lots["tenure"] == "undetermined", 3.0, 0.0
    )
    complete = top_by_area(score, area, WHOLLY_COMPLETE)
    partial = top_by_area(score, area, WHOLLY_COMPLETE + PARTLY_COMPLETE) & ~complete
    lots["procedure"] = np.select([complete, partial], ["complete", "partial"], "incomplete")
    part = rng.uniform(0.3, 0.7, len(lots)) * area
    missing = COMPLETE_SHARE * area.sum() - area[complete].sum()
    part *= missing / part[partial].sum()
    lots["procedure_area_m2"] = np.select(
        [complete, partial], [area, np.minimum(part, 0.95 * area)], 0.0
    ).round(2)


def _papers(lots: pd.DataFrame, park: pd.DataFrame, city: City, rng: np.random.Generator) -> None:
    count = len(lots)
    area = lots["area_m2"].to_numpy()
    declared = area * (
        1 + np.where(rng.random(count) < 0.05, rng.normal(0, 0.12, count), rng.normal(0, 0.006, count))
    )
    unknown = rng.random(count) < np.where(lots["certificate"] == "certified", 0.005, 0.09)
    lots["declared_area_m2"] = np.where(unknown, np.nan, declared.round(2))
    places = {code: area_name(city, code) for code in park["area"].unique()}
    stems = {code: stem(name) for code, name in places.items()}
    locality = {code: _locality(code, place, city) for code, place in stems.items()}
    groups, streets = rng.integers(1, 13, count), rng.choice(STREETS, count)
    number = lots.groupby("park").cumcount().to_numpy() + 1
    owners, addresses = [], []
    for code, tenure, group, street, turn in zip(
        park["area"], lots["tenure"], groups, streets, number, strict=True
    ):
        place = stems[code]
        if tenure == "state":
            owners.append(f"广州市{place}实业发展有限公司")
        else:
            owners.append(f"{place}经济联合社" if group > 7 else f"{place}第{numeral(int(group))}经济合作社")
        town = city.towns[code[:9]].name
        addresses.append(f"{city.districts[code[:6]].name}{town}{locality[code]}{street}{2 * turn - 1}号")
    lots["owner_name"], lots["address"] = owners, addresses
    day = np.datetime64("2024-03-01") + rng.integers(0, 540, int(lots["park"].max()) + 1)[lots["park"]]
    lots["surveyed_on"] = pd.Series(day.astype(str), lots.index).mask(rng.random(count) < 0.01)


def _locality(code: str, place: str, city: City) -> str:
    if code not in city.villages:
        return ""
    return place.removesuffix("村") + "村" if city.villages[code].is_village else f"{place}社区"
