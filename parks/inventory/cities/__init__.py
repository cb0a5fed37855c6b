"""Cities as data: one folder per city with city.yaml, districts.geojson, towns.csv and villages.csv."""

from parks.inventory.cities.load import AreaName, City, CityError, Crs, Figure, load_city

__all__ = ["AreaName", "City", "CityError", "Crs", "Figure", "load_city"]
