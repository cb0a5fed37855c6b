"""Files that are too big or too long: a clear answer, and memory that does not grow with them."""

import io
import resource

import numpy as np
import pyogrio
import pytest
import shapely
from rest_framework.test import APIClient

from parks.surveys import services
from parks.surveys.errors import TooBigError
from parks.surveys.models import SurveyUpload
from tests.parks.surveys import files

GIGABYTE = 1024**3
URL = "/api/v1/surveys/"


class Sparse(io.RawIOBase):
    """So many zeros, of which nobody keeps more than is asked for."""

    def __init__(self, size: int) -> None:
        self.size, self.read_so_far = size, 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the whole file was asked for at once"
        take = min(size, self.size - self.read_so_far)
        self.read_so_far += take
        return bytes(take)


def resident_bytes() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def test_two_gigabytes_are_refused_while_they_stream(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SURVEY_MAX_BYTES = tmp_path, 64 * 1024**2
    content, before = Sparse(2 * GIGABYTE), resident_bytes()

    with pytest.raises(TooBigError):
        services.store(content)

    assert content.read_so_far <= settings.SURVEY_MAX_BYTES + services.CHUNK
    assert resident_bytes() - before < 32 * 1024**2
    assert list(services.folder().iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("strict", [True, False], ids=["with CSRF checks", "without"])
def test_two_gigabytes_that_are_announced_are_not_read_at_all(strict, clerk):
    """The check of a session's token reads the whole form: the size is looked at before."""

    class Untouched(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

    client = APIClient(enforce_csrf_checks=strict)
    client.force_login(clerk)
    answer = client.generic(
        "POST", URL, b"", content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Untouched(), "CONTENT_LENGTH": str(2 * GIGABYTE)},
    )  # fmt: skip

    assert (answer.status_code, answer.json()["code"]) == (413, "survey_too_big")
    assert answer.json()["detail"].startswith("文件 2048 MB，超过上限 200 MB")
    assert SurveyUpload.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "status"), [(4, "checked"), (5, "refused")])
@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson"])
def test_the_limit_of_rows_is_kept_to_the_row(kind, rows, status, settings, park, checked, tmp_path):
    settings.SURVEY_MAX_ROWS = 4
    table = files.frame(rows)
    path = {
        "gpkg": lambda: files.geopackage(tmp_path / "a.gpkg", table),
        "shp": lambda: files.shapefile(tmp_path / "a.zip", table),
        "geojson": lambda: files.geojson(tmp_path / "a.geojson", table),
    }[kind]()

    upload = checked(path)

    assert upload.status == status
    if status == "refused":
        assert upload.problem["code"] == "file.too-many-rows"
        assert upload.problem["detail"] == "文件有 5 行，超过上限 4 行，请按镇街拆分后分别上传。"


@pytest.mark.slow
@pytest.mark.django_db
def test_half_a_million_rows_and_one_more_are_refused_before_they_are_read(park, checked, tmp_path):
    n = np.arange(500_001)
    x, y = files.EAST + n % 700 * 5.0, files.NORTH + n // 700 * 5.0
    path = tmp_path / "a.gpkg"
    pyogrio.raw.write(
        path, shapely.to_wkb(shapely.box(x, y, x + 4, y + 4)), [n], ["序号"], geometry_type="Polygon", crs="EPSG:4547",
    )  # fmt: skip
    before = resident_bytes()

    upload = checked(path)

    assert (upload.status, upload.problem["code"]) == ("refused", "file.too-many-rows")
    assert resident_bytes() - before < path.stat().st_size * 3
