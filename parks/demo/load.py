"""The synthetic inventory into the database: one transaction, COPY table by table, history by the tables' own triggers."""

import datetime as dt
from collections.abc import Callable
from time import perf_counter

import numpy as np
import pandas as pd
import pghistory
import shapely
from django.db import connection, transaction

from parks.demo import guidelines
from parks.demo.arrays import Floats, Ints, Objects
from parks.demo.copy import as_ewkb, copy, ewkb, with_ids
from parks.demo.inventory import Inventory
from parks.demo.projection import to_degrees
from parks.inventory.cities import City
from parks.inventory.models import GuidelineEdition, Source
from parks.inventory.models.sources import SourceKind
from parks.inventory.services import bump_revision, refresh_summaries

TITLE = "演示数据（合成） / synthetic demo inventory"
Say = Callable[[str], None]


def load(inventory: Inventory, city: City, reference: str, say: Say = lambda line: None) -> dict[str, int]:
    """Rows loaded per table. The inventory must be empty of parks; areas may be there already."""
    loader = _Loader(say)
    with transaction.atomic(), pghistory.context(command="load_demo", batch=reference):
        source = Source.objects.create(
            kind=SourceKind.SYNTHETIC, title=TITLE, dated=dt.date(2025, 12, 31), reference=reference
        )
        loader.areas(inventory, city)
        loader.parks(inventory, source.pk)
        loader.parcels(inventory, source.pk)
        loader.firms(inventory, source.pk)
        loader.guidelines(source.pk)
        loader.step("checks", _check_constraints)
        loader.analyze()
        loader.step("summaries", refresh_summaries)
        bump_revision()
    return loader.rows


def _check_constraints() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return 0


class _Loader:
    def __init__(self, say: Say) -> None:
        self.say = say
        self.rows: dict[str, int] = {}
        self.park_ids = self.parcel_ids = self.firm_ids = np.array([], dtype=np.int64)

    def step(self, name: str, work: Callable[[], int]) -> None:
        start = perf_counter()
        self.rows[name] = work()
        self.say(f"{name}: {self.rows[name]:,} in {perf_counter() - start:.1f} s")

    def put(self, name: str, rows: pd.DataFrame) -> Ints:
        table = f"inventory_{name}"
        numbered = with_ids(table, rows)
        self.step(name, lambda: copy(table, numbered))
        return np.asarray(numbered["id"])

    def analyze(self) -> None:
        """Before the summaries: without statistics their plan on a new database takes minutes."""
        tables = ", ".join(sorted(f"inventory_{name}" for name in self.rows if name != "checks"))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE inventory_source, {tables}")

    def areas(self, inventory: Inventory, city: City) -> None:
        rows = area_rows(inventory, city)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE demo_area (LIKE inventory_adminarea) ON COMMIT DROP")
            self.step("adminarea", lambda: copy("demo_area", rows))
            cursor.execute(
                "INSERT INTO inventory_adminarea SELECT * FROM demo_area"
                " ON CONFLICT (code) DO UPDATE SET boundary = excluded.boundary, position = excluded.position"
            )

    def parks(self, inventory: Inventory, source: int) -> None:
        parks = inventory.parks[["code", "name", "area", "tenure", "main_use", "started_year"]]
        self.park_ids = self.put("park", parks.rename(columns={"area": "area_id"}).assign(is_synthetic=True))
        boundaries = self._owned(inventory.boundaries, park=self.park_ids).assign(source_id=source)
        self.put("parkboundary", boundaries.assign(geometry=as_ewkb(boundaries["geometry"].to_numpy())))
        for name, rows in [
            ("parkcondition", inventory.conditions),
            ("parkyear", inventory.park_years),
            ("parksituation", inventory.situations),
            ("parkneeds", inventory.needs),
            ("renewalscheme", inventory.schemes),
        ]:
            self.put(name, self._owned(rows, park=self.park_ids).assign(source_id=source))

    def parcels(self, inventory: Inventory, source: int) -> None:
        columns = [
            "park", "code", "tenure", "procedure", "procedure_area_m2", "certificate", "land_use", "declared_area_m2",
            "owner_name", "address", "surveyed_on", "in_block", "granted_year",
        ]  # fmt: skip
        lots = self._owned(inventory.parcels[columns], park=self.park_ids)
        shapes = as_ewkb(inventory.parcels["geometry"].to_numpy())
        self.parcel_ids = self.put(
            "parcel", lots.assign(source_id=source, is_synthetic=True, geometry=shapes)
        )
        for name, rows in [
            ("buildingarea", inventory.buildings),
            ("parcelyear", pd.concat([inventory.parcel_years, inventory.earlier_parcel_years])),
            ("agreement", inventory.agreements),
            ("idleland", inventory.idle_land),
            ("inefficiency", inventory.inefficiencies),
        ]:
            self.put(name, self._owned(rows, parcel=self.parcel_ids).assign(source_id=source))

    def firms(self, inventory: Inventory, source: int) -> None:
        columns = [
            "uscc",
            "name",
            "industry",
            "above_scale",
            "leading_industry",
            "operating_since",
            "public_utility",
        ]
        firms = inventory.enterprises[columns]
        self.firm_ids = self.put("enterprise", firms.assign(is_synthetic=True))
        owners = {"enterprise": self.firm_ids, "parcel": self.parcel_ids}
        self.put("tenancy", self._owned(inventory.tenancies, **owners))
        self.put(
            "enterpriseyear",
            self._owned(inventory.enterprise_years, enterprise=self.firm_ids).assign(source_id=source),
        )

    def guidelines(self, source: int) -> None:
        edition = GuidelineEdition.objects.create(
            name=guidelines.NAME, valid_from=guidelines.VALID_FROM, source_id=source
        )
        self.put("industryguideline", guidelines.table().assign(edition_id=edition.pk))

    @staticmethod
    def _owned(rows: pd.DataFrame, **owners: Ints) -> pd.DataFrame:
        """Row numbers of other tables replaced by their ids."""
        keys = {f"{name}_id": ids[rows[name].to_numpy()] for name, ids in owners.items()}
        return rows.drop(columns=list(owners)).assign(**keys)


def area_rows(inventory: Inventory, city: City) -> pd.DataFrame:
    """City, districts with real boundaries; towns and villages with synthetic positions."""
    spots = inventory.layout.positions
    districts = [city.boundaries[code] for code in city.districts]
    whole = shapely.MultiPolygon(list(shapely.get_parts(shapely.union_all(districts))))
    rows: list[tuple[str | None, ...]] = [
        (city.code, "city", city.name_zh, None, _one(whole), _one(shapely.Point(city.center)))
    ]
    for area, boundary in zip(city.districts.values(), districts, strict=True):
        rows.append(
            (
                area.code,
                "district",
                area.name,
                area.parent,
                _one(boundary),
                _one(shapely.point_on_surface(boundary)),
            )
        )
    for level, names, places in [
        ("town", city.towns, spots.towns),
        ("village", city.villages, spots.villages),
    ]:
        points = _points(places.loc[list(names), ["x", "y"]].to_numpy())
        rows += [
            (a.code, level, a.name, a.parent, None, p) for a, p in zip(names.values(), points, strict=True)
        ]
    return pd.DataFrame(rows, columns=["code", "level", "name", "parent_id", "boundary", "position"])


def _points(meters: Floats) -> Objects:
    return ewkb(np.asarray(shapely.points(to_degrees(meters))))


def _one(shape: shapely.Geometry) -> str:
    return str(ewkb(np.array([shape], dtype=object))[0])
