import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from geopandas import GeoDataFrame

from parks.accounts.models import User
from parks.inventory.models import Parcel, Park
from parks.inventory.services import bump_revision, refresh_summaries
from parks.surveys import services
from parks.surveys.commit import commit
from parks.surveys.models import SurveyUpload
from tests.factories.inventory import BoundaryFactory, BuildingAreaFactory, ParcelFactory, ParkFactory, square
from tests.parks.surveys import files


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def park(db: None) -> Park:
    """A park of one square kilometre in 白云区, where the lots of `files.box` lie."""
    park = ParkFactory(code="440111-9001", boundary=None)
    BoundaryFactory(park=park, geometry=square(0, side=1_000))
    return park


Check = Callable[..., SurveyUpload]


@pytest.fixture
def checked(clerk: User) -> Check:
    """Upload a file as the clerk (or another) and check it, as the worker would."""

    def check(path: Path, user: User | None = None, **wish: object) -> SurveyUpload:
        upload = services.receive(user or clerk, path.name, files.stream(path), **wish)
        services.check(upload.pk)
        upload.refresh_from_db()
        return upload

    return check


@pytest.fixture
def committed(checked: Check, clerk: User, tmp_path: Path) -> Callable[..., SurveyUpload]:
    """Upload, check and commit a table as one batch."""

    def take_in(table: GeoDataFrame, user: User | None = None) -> SurveyUpload:
        number = sum(1 for _ in tmp_path.glob("batch-*.gpkg"))
        upload = checked(files.geopackage(tmp_path / f"batch-{number}.gpkg", table))
        return commit(upload.pk, user or clerk, "按现场登记")

    return take_in


@pytest.fixture
def three(park: Park) -> list[Parcel]:
    """Three stored parcels, the first with building areas of two legalities, one of them of two days."""
    parcels = [
        ParcelFactory(
            code=files.CODE.format(n + 1),
            park=park,
            geometry=stored(files.box(n)),
            owner_name="旧名",
            address=f"{n} 号",
        )
        for n in range(3)
    ]
    first = parcels[0]
    for day in (1, 30):
        BuildingAreaFactory(parcel=first, gfa_m2=400.0 + day, as_of=dt.date(2025, 6, day), storeys=2)
    BuildingAreaFactory(parcel=first, legality="illegal_pre2009", gfa_m2=80.0, as_of=dt.date(2025, 6, 30))
    refresh_summaries()
    bump_revision()
    return parcels


def stored(shape: object) -> MultiPolygon:
    """A shapely polygon of EPSG:4547 as the inventory stores it."""
    geometry = GEOSGeometry(shape.wkb_hex, srid=4547)
    geometry.transform(4490)
    return geometry if isinstance(geometry, MultiPolygon) else MultiPolygon(geometry, srid=4490)
