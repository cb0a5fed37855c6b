"""Coordinate shift (坐标偏移): the formulas against published pairs, and recognition by known parcels and parks only."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from parks.surveys import services, shift
from parks.surveys.answers import Answers
from parks.surveys.issues import Severity
from parks.surveys.models import Status
from parks.surveys.shift import Rows, Shift, apply, detect, remove
from tests.factories.inventory import BoundaryFactory, DistrictFactory, ParcelFactory, ParkFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

TO_1_CM = 1e-7


def degrees(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=float)


# The implementations that the field uses publish these: the tests of googollee/eviltransform and wandergis/coordtransform.
@pytest.mark.parametrize(
    ("place", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj02_as_published(place, gcj02):
    assert apply("gcj02", degrees(place))[0] == pytest.approx(gcj02, abs=1e-10)
    assert remove("gcj02", degrees(gcj02))[0] == pytest.approx(place, abs=TO_1_CM)


def test_bd09_as_published():
    """The first from a command-line tool's tests, which reckons with another ellipsoid: a centimetre."""
    place, bd09 = (121.0917077, 30.6107779), (121.10271732371203, 30.61484572185035)

    assert apply("bd09", degrees(place))[0] == pytest.approx(bd09, abs=TO_1_CM)
    assert remove("bd09", degrees(bd09))[0] == pytest.approx(place, abs=TO_1_CM)
    from_gcj02 = apply("bd09", remove("gcj02", degrees((116.404, 39.915))))[0]
    assert from_gcj02 == pytest.approx((116.41036949371029, 39.92133699351021), abs=TO_1_CM)


@pytest.mark.parametrize(
    ("on_the_map", "place"),
    [
        ((113.271553, 23.131032), (113.26621, 23.13373)),  # Guangzhou
        ((112.917481, 28.225085), (112.91207, 28.22859)),  # Changsha
        ((116.397267, 39.912777), (116.39103, 39.91136)),  # Beijing
    ],
)
def test_gcj02_as_measured_on_web_maps(on_the_map, place):
    """Landmarks read off a GCJ-02 map and off OpenStreetMap (leifgehrmann/gcj02-distortion-map): some metres of reading."""
    assert apply("gcj02", degrees(place))[0] == pytest.approx(on_the_map, abs=5e-5)


@given(st.floats(73.5, 135.0), st.floats(18.0, 53.5), st.sampled_from(shift.ANSWERS))
def test_what_was_shifted_comes_back(lon, lat, name):
    place = degrees((lon, lat))

    assert remove(name, apply(name, place)) == pytest.approx(place, abs=1e-8)


def test_nothing_is_lost_on_coordinates_that_are_none():
    found = remove("bd09", degrees((np.nan, np.nan), (113.3, 23.3)))

    assert np.isnan(found[0]).all()
    assert apply("bd09", found)[1] == pytest.approx((113.3, 23.3), abs=1e-8)


PLACES = degrees(*((113.30 + 0.001 * n, 23.30 + 0.0005 * n) for n in range(10)))
CODES = np.array([f"P{n}" for n in range(10)], dtype=object)
NO_PARKS = pd.DataFrame({"code": [], "lonlat": np.empty(0, dtype=object)}, dtype=object)


def lots(places: np.ndarray, codes: np.ndarray = CODES) -> pd.DataFrame:
    """Stored parcels, or parks, some 40 m across."""
    shapes = shapely.buffer(shapely.points(places), 2e-4)
    return pd.DataFrame({"code": codes[: len(places)], "lonlat": np.asarray(shapes, dtype=object)})


def rows(middle: np.ndarray, park_codes: list[str | None] | None = None) -> Rows:
    named = np.array(park_codes or [None] * len(middle), dtype=object)
    return Rows(middle, CODES[: len(middle)], named)


def no_more(points: np.ndarray, codes: list[str]) -> pd.DataFrame:
    raise AssertionError("the parks at hand were enough")


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_stored_parcels_tell(name):
    found = detect(rows(apply(name, PLACES)), lots(PLACES), NO_PARKS, no_more)

    assert found.name == name
    assert found.evidence.startswith("与库中同代码的宗地相比，10/10 宗偏东 ")
    assert found.evidence_en.startswith("10/10 rows lie ")
    assert "相差 0 米" in found.evidence


def test_the_size_of_the_shift_is_said():
    found = detect(rows(apply("gcj02", PLACES)), lots(PLACES), NO_PARKS, no_more)

    assert found.evidence == (
        "与库中同代码的宗地相比，10/10 宗偏东 552 米、偏南 286 米，与 GCJ-02 在此处的偏移相差 0 米"
    )
    assert found.evidence_en == (
        "10/10 rows lie 552 m east and 286 m south of the stored parcel of their code, within 0 m of what GCJ-02 does here"
    )


def test_parcels_where_they_are_stored_are_not_shifted():
    found = detect(rows(PLACES + 1e-4), lots(PLACES), NO_PARKS, no_more)

    assert (found.name, found.evidence) == ("none", "与库中同代码的宗地相比，10/10 宗位置相符")


@pytest.mark.parametrize(("moved", "name"), [(8, "gcj02"), (7, "none")])
def test_four_fifths_must_agree(moved, name):
    middle = np.concatenate([apply("gcj02", PLACES[:moved]), PLACES[moved:] + 0.02])

    assert detect(rows(middle), lots(PLACES), NO_PARKS, lambda points, codes: NO_PARKS).name == name


@pytest.mark.parametrize(("metres", "name"), [(29, "gcj02"), (31, "none")])
def test_a_new_survey_may_move_a_parcel_by_30_m(metres, name):
    middle = apply("gcj02", PLACES) + np.array([0, metres / shift.METRES_PER_DEGREE])

    assert detect(rows(middle), lots(PLACES), NO_PARKS, lambda points, codes: NO_PARKS).name == name


def test_a_move_of_another_size_is_no_shift():
    middle = PLACES + np.array([0.0053, 0.0026])

    assert detect(rows(middle), lots(PLACES), NO_PARKS, lambda points, codes: NO_PARKS).name == "none"


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_parks_tell_where_no_parcel_is_known(name):
    asked = []

    def around(points, codes):
        asked.append((len(points), codes))
        return lots(PLACES)

    found = detect(rows(apply(name, PLACES)), NO_PARKS, NO_PARKS, around)

    assert (found.name, asked) == (name, [(30, [])])
    assert found.evidence == f"原样有 0/10 行落在园区内，按 {shift.NAMES[name]} 换算后有 10/10 行"


def test_rows_in_their_parks_ask_for_no_others():
    found = detect(rows(PLACES), NO_PARKS, lots(PLACES), no_more)

    assert (found.name, found.evidence) == ("none", "10/10 行落在园区内")


@pytest.mark.parametrize(
    ("count", "park_codes", "name"),
    [(2, None, "none"), (3, None, "gcj02"), (1, ["P0"], "gcj02"), (1, ["P1"], "none")],
)
def test_a_row_or_two_may_fall_into_a_park_by_chance(count, park_codes, name):
    found = detect(
        rows(apply("gcj02", PLACES[:count]), park_codes),
        NO_PARKS,
        NO_PARKS,
        lambda points, codes: lots(PLACES),
    )

    assert found.name == name


def test_nothing_to_compare_with():
    found = detect(rows(apply("gcj02", PLACES)), NO_PARKS, NO_PARKS, lambda points, codes: NO_PARKS)

    assert (found.name, found.evidence) == ("none", "附近没有可以比较的宗地和园区")


def test_a_sample_is_enough_and_missing_shapes_do_not_count():
    shapes = np.asarray(shapely.points(np.linspace(113.2, 113.4, 5_000), 23.3), dtype=object)
    shapes[::2] = None
    codes = pd.Series([str(n) for n in range(5_000)], index=range(1, 5_001))

    found = shift.sample(shapes, codes, codes, "none")

    assert (len(found.middle), found.left, found.codes[0], found.codes[-1]) == (1_000, 1_500, "1", "4999")
    assert np.isfinite(found.middle).all()
    said = detect(found, NO_PARKS, NO_PARKS, lambda points, codes: NO_PARKS)
    assert said.evidence == "抽查 1,000 行：附近没有可以比较的宗地和园区"


@pytest.mark.parametrize(
    ("found", "answer", "said"),
    [
        ("none", "", []),
        ("none", "none", []),
        ("gcj02", "", [("crs.shift-suspected", Severity.MUST_FIX)]),
        ("gcj02", "none", [("crs.shift-denied", Severity.NEEDS_REASON)]),
        ("gcj02", "gcj02", [("crs.shift-converted", Severity.NEEDS_REASON)]),
        ("none", "bd09", [("crs.shift-converted", Severity.NEEDS_REASON)]),
    ],
)
def test_nothing_is_converted_or_kept_silently(found, answer, said):
    issues = shift.issues(Shift(found, "依据", "evidence"), answer)

    assert [(i.code, i.severity) for i in issues] == said
    assert all("依据" in i.zh and "evidence" in i.en for i in issues)


# In the whole check


def shifted(table: gpd.GeoDataFrame, name: str, epsg: int) -> gpd.GeoDataFrame:
    """A survey drawn on a web map: its degrees are the map's, projected or not."""
    degrees_of = table.to_crs(4490)
    moved = [shapely.transform(shape, lambda xy: apply(name, xy)) for shape in degrees_of.geometry]
    return degrees_of.set_geometry(moved, crs=4490).to_crs(epsg)


@pytest.fixture
def again():
    def check(upload, **said):
        upload.answers = Answers(**said).dump()
        upload.status, upload.attempts = Status.RECEIVED, 0
        upload.rows.all().delete()
        upload.issues.all().delete()
        upload.save()
        services.check(upload.pk)
        upload.refresh_from_db()
        return upload

    return check


def of_shift(upload) -> list[tuple[str, str]]:
    return [(i["code"], i["severity"]) for i in upload.issues_by_code if i["code"].startswith("crs.shift")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["gcj02", "bd09"])
@pytest.mark.parametrize("epsg", [4490, 4547, 4526])
def test_a_shifted_file_is_asked_about_and_converted_when_told(park, checked, again, tmp_path, name, epsg):
    parcel = ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0)))
    path = files.geopackage(tmp_path / "a.gpkg", shifted(files.frame(3), name, epsg))

    upload = checked(path)

    assert upload.reading["crs"]["shift"]["name"] == name
    assert of_shift(upload) == [("crs.shift-suspected", "must_fix")]
    west = upload.bounds[0]

    again(upload, shift=name)

    assert of_shift(upload) == [("crs.shift-converted", "needs_reason")]
    assert upload.bounds[0] < west
    assert list(upload.rows.values_list("outcome", "parcel_id", "park_id")) == [
        ("update", parcel.pk, park.pk), ("new", None, park.pk), ("new", None, park.pk),
    ]  # fmt: skip
    assert "geometry" not in upload.rows.first().changed
    assert upload.reading["crs"]["shift"]["name"] == name

    again(upload, shift="none")

    assert of_shift(upload) == [("crs.shift-denied", "needs_reason")]
    assert upload.bounds[0] == west


@pytest.mark.django_db
def test_without_known_parcels_the_parks_tell(db, checked, tmp_path):
    home = ParkFactory(code="440111-9001", boundary=None)
    BoundaryFactory(park=home, geometry=stored(shapely.box(*files.box(0).bounds).buffer(200)))

    upload = checked(files.geopackage(tmp_path / "a.gpkg", shifted(files.frame(3), "gcj02", 4547)))

    assert of_shift(upload) == [("crs.shift-suspected", "must_fix")]
    assert "原样有 0/3 行落在园区内，按 GCJ-02 换算后有 3/3 行" in upload.issues.first().message_zh


@pytest.mark.django_db
def test_an_honest_file_is_not_suspected(park, checked, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(3)))

    assert of_shift(upload) == []
    assert upload.reading["crs"]["shift"] == {
        "name": "none",
        "evidence": "3/3 行落在园区内",
        "evidence_en": "3/3 rows lie in the parks",
    }


@pytest.mark.django_db
def test_what_lies_outside_the_scope_is_no_witness(checked, tmp_path):
    """The displacement would tell where a hidden parcel or park lies."""
    hidden = ParkFactory(code="440113-9001", area=DistrictFactory(code="440113"), boundary=None)
    BoundaryFactory(park=hidden, geometry=stored(files.box(0).buffer(300)))
    ParcelFactory(code=files.CODE.format(1), park=hidden, geometry=stored(files.box(0)))

    upload = checked(files.geopackage(tmp_path / "a.gpkg", shifted(files.frame(3), "gcj02", 4547)))

    assert upload.reading["crs"]["shift"]["name"] == "none"
    assert upload.reading["crs"]["shift"]["evidence"] == "附近没有可以比较的宗地和园区"
