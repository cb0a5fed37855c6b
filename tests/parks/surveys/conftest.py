from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from parks.accounts.models import User
from parks.inventory.models import Park
from parks.surveys import services
from parks.surveys.models import SurveyUpload
from tests.factories.inventory import BoundaryFactory, ParkFactory, square
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


def stored(shape: object) -> MultiPolygon:
    """A shapely polygon of EPSG:4547 as the inventory stores it."""
    geometry = GEOSGeometry(shape.wkb_hex, srid=4547)
    geometry.transform(4490)
    return geometry if isinstance(geometry, MultiPolygon) else MultiPolygon(geometry, srid=4490)
