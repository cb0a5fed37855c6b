"""Geometry against the real district boundaries, in stored degrees and in meters."""

import numpy as np
import pytest
import shapely

from parks.demo.inventory import Inventory
from parks.demo.projection import to_degrees, to_meters
from parks.inventory.cities import load_city


def pairs(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return first[first < second], second[first < second]


def test_parks_keep_apart(inventory: Inventory) -> None:
    parks = inventory.parks["geometry"].to_numpy()
    first, second = shapely.STRtree(parks).query(parks, predicate="dwithin", distance=10)
    assert (first == second).all()


def test_parcels_share_edges_and_never_land(inventory: Inventory) -> None:
    shapes = inventory.parcels["geometry"].to_numpy()
    assert shapely.is_valid(shapes).all()
    first, second = pairs(shapes)
    assert len(first) > 0.8 * len(shapes)
    common = shapely.intersection(shapes[first], shapes[second])
    assert shapely.area(common).max() == 0
    touching = shapely.length(common) > 1
    assert touching.mean() > 0.95


def test_parcels_stay_exact_as_stored(inventory: Inventory) -> None:
    shapes = shapely.transform(inventory.parcels["geometry"].to_numpy(), to_degrees)
    assert shapely.is_valid(shapes).all()
    first, second = pairs(shapes)
    assert not shapely.overlaps(shapes[first], shapes[second]).any()
    parks = shapely.transform(inventory.parks["geometry"].to_numpy(), to_degrees)
    assert shapely.covers(parks[inventory.parcels["park"]], shapes).all()


def test_parks_lie_in_their_district_and_in_no_other(inventory: Inventory) -> None:
    city = load_city()
    districts = {code: shapely.transform(shape, to_meters) for code, shape in city.boundaries.items()}
    parks = inventory.parks["geometry"].to_numpy()
    own = np.array([districts[code] for code in inventory.parks["district"]], dtype=object)
    assert shapely.contains_properly(own, parks).all()
    assert shapely.distance(shapely.boundary(own), parks).min() > 40
    for code, district in districts.items():
        elsewhere = (inventory.parks["district"] != code).to_numpy()
        assert not shapely.intersects(district, parks[elsewhere]).any()


def test_parks_are_blocks_of_lots_with_lanes(inventory: Inventory) -> None:
    lots = inventory.parcels["geometry"].to_numpy()
    land = shapely.area(inventory.parks["geometry"].to_numpy())
    covered = np.bincount(inventory.parcels["park"], shapely.area(lots), len(land)) / land
    assert covered.mean() == pytest.approx(0.85, abs=0.05)
    assert np.bincount(inventory.parcels["park"], minlength=len(land)).min() >= 1
    boxes = shapely.oriented_envelope(lots[::50])
    fullness = shapely.area(lots[::50]) / shapely.area(boxes)
    assert np.median(fullness) > 0.93
    sides = np.sqrt(shapely.area(lots))
    assert 25 < np.median(sides) < 60


def test_parks_gather_in_clusters(inventory: Inventory) -> None:
    """Half of the parks have another within 150 m; scattered at random over the districts few would."""
    parks = inventory.parks["geometry"].to_numpy()
    own, _ = shapely.STRtree(parks).query(parks, predicate="dwithin", distance=150)
    assert (np.bincount(own) > 1).mean() > 0.5
    areas = inventory.parks["area"].value_counts()
    assert areas.max() < 40
    assert len(areas) > 500


def test_towns_and_villages_lie_in_their_district(inventory: Inventory) -> None:
    for table in (inventory.layout.positions.towns, inventory.layout.positions.villages):
        for code, rows in table.groupby("district"):
            inside = shapely.contains_xy(inventory.layout.boundaries[code], rows[["x", "y"]].to_numpy())
            assert inside.mean() > 0.97
