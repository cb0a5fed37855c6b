"""CRS by evidence. The witnesses are pyproj's own definitions; each case is data that was really projected."""

import numpy as np
import pyproj
import pytest

from parks.inventory.cities.load import load_city
from parks.surveys.crs import candidates, decide, project
from parks.surveys.refusals import RefusedError

LON = np.array([113.20, 113.32, 113.40])
LAT = np.array([23.20, 23.32, 23.15])
CITY = load_city()


def centers(epsg: int, *, swapped: bool = False) -> np.ndarray:
    x, y = pyproj.Transformer.from_crs(4490, epsg, always_xy=True).transform(LON, LAT)
    return np.column_stack((y, x) if swapped else (x, y))


def wkt(epsg: int) -> str:
    return pyproj.CRS.from_epsg(epsg).to_wkt("WKT1_ESRI")


def judge(points, label=None, chosen=None):
    return decide(points, label, chosen, CITY)


def refusal(points, label=None, chosen=None) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        judge(points, label, chosen)
    return caught.value


@pytest.mark.parametrize("epsg", [4490, 4326, 4547, 4526, 4546, 4525])
@pytest.mark.parametrize("spell", [wkt, lambda e: f"EPSG:{e}", lambda e: f"urn:ogc:def:crs:EPSG::{e}"])
def test_an_honest_label_is_followed(epsg, spell):
    found = judge(centers(epsg), spell(epsg))

    assert (found.epsg, found.swapped, found.issues) == (epsg, False, ())
    assert "3/3 落在广州市内" in found.evidence


@pytest.mark.parametrize("epsg", [4490, 4547, 4526, 4546, 4525])
def test_coordinates_come_back_where_they_belong(epsg):
    points = centers(epsg)

    lon, lat = project(points[:, 0], points[:, 1], epsg, 4490)

    assert np.abs(np.concatenate([lon - LON, lat - LAT])).max() < 1e-9


@pytest.mark.parametrize("epsg", [4490, 4547, 4526, 4546, 4525])
def test_without_a_label_the_numbers_tell_and_the_clerk_confirms(epsg):
    found = judge(centers(epsg))

    assert (found.epsg, [(i.code, str(i.severity)) for i in found.issues]) == (
        epsg, [("crs.undeclared", "needs_reason")],
    )  # fmt: skip


def test_a_label_that_cannot_be_read_counts_as_none():
    found = judge(centers(4526), "<!DOCTYPE html><html>404</html>")

    assert (found.epsg, [i.code for i in found.issues]) == (4526, ["crs.undeclared"])


@pytest.mark.parametrize("epsg", [4490, 4547, 4526])
@pytest.mark.parametrize("labelled", [True, False])
def test_swapped_axes_are_read_and_said(epsg, labelled):
    found = judge(centers(epsg, swapped=True), wkt(epsg) if labelled else None)

    assert (found.epsg, found.swapped) == (epsg, True)
    assert "crs.swapped-axes" in [i.code for i in found.issues]


@pytest.mark.parametrize(
    ("real", "label"), [(4546, 4547), (4547, 4546), (4525, 4526), (4526, 4525), (4526, 4546)]
)
def test_three_degrees_off_is_caught(real, label):
    error = refusal(centers(real), wkt(label))

    assert (error.code, error.places["suggestion"]) == ("crs.contradiction", real)


@pytest.mark.parametrize(("real", "label"), [(4526, 4547), (4547, 4526), (4525, 4546)])
def test_the_zone_prefix_of_the_same_meridian_is_only_noted(real, label):
    found = judge(centers(real), wkt(label))

    assert (found.epsg, [(i.code, str(i.severity)) for i in found.issues]) == (
        real,
        [("crs.zone-prefix", "note")],
    )


def test_projected_numbers_labelled_as_degrees_are_refused_with_the_likely_system():
    error = refusal(centers(4547), wkt(4490))

    assert (error.code, error.places["suggestion"]) == ("crs.contradiction", 4547)


def test_the_clerk_may_name_the_system():
    found = judge(centers(4546), wkt(4547), 4546)

    assert (found.epsg, [i.code for i in found.issues]) == (4546, ["crs.chosen"])
    assert refusal(centers(4547), None, 4490).code == "crs.choice"


@pytest.mark.parametrize(
    ("epsg", "code"),
    [
        (4610, "crs.xian80"), (2383, "crs.xian80"), (4214, "crs.beijing54"), (2435, "crs.beijing54"),
        (32649, "crs.unsupported"), (3857, "crs.unsupported"), (4548, "crs.unsupported"), (26986, "crs.unsupported"),
    ],
)  # fmt: skip
def test_other_systems_are_refused_with_advice(epsg, code):
    error = refusal(centers(4547), wkt(epsg))

    assert error.code == code
    assert "CGCS2000" in error.zh


def test_guangzhou_2000_is_refused_by_name_and_by_magnitude():
    local = wkt(4547).replace("CGCS2000_3_Degree_GK_CM_114E", "Guangzhou2000")
    assert refusal(centers(4547), local).code == "crs.guangzhou2000"
    assert refusal(np.array([[41_000.0, 228_000.0]])).code == "crs.local"


def test_elsewhere_with_a_label_is_left_to_the_checks():
    beijing = np.array([[116.4, 39.9]])

    assert judge(beijing, "OGC:CRS84").epsg == 4326
    assert refusal(beijing).code == "crs.unknown"


def test_a_label_of_another_magnitude_is_refused():
    assert refusal(np.array([[116.4, 39.9]]), wkt(4547)).code == "crs.magnitude"
    assert refusal(np.array([[5.0e6, 9.0e6]]), wkt(4547)).code == "crs.magnitude"


def test_no_coordinates_at_all():
    assert refusal(np.empty((0, 2))).code == "geometry.none-usable"


def test_one_reading_only_falls_inside_the_city():
    for epsg in (4490, 4547, 4526, 4546, 4525):
        for swapped in (False, True):
            inside = [c for c in candidates(centers(epsg, swapped=swapped), CITY) if c.share > 0.5]
            assert [(c.epsg, c.swapped) for c in inside] == [(epsg, swapped)]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("epsg", [4490, 4547, 4526])
def test_a_guess_that_the_clerk_confirms_is_only_noted(epsg, swapped):
    points = centers(epsg, swapped=swapped)

    for label in (None, wkt(epsg)):
        found = judge(points, label, epsg)

        expected = [("crs.confirmed", "note")] if swapped or label is None else []
        assert [(i.code, str(i.severity)) for i in found.issues] == expected
        assert (found.epsg, found.swapped) == (epsg, swapped)


def test_what_is_confirmed_is_said_in_words():
    (issue,) = judge(centers(4547, swapped=True), None, 4547).issues

    assert issue.zh == "上传人已确认坐标系 EPSG:4547，先北后东，3/3 落在广州市内"
    assert issue.en == "The uploader confirmed EPSG:4547, north before east, 3/3 inside Guangzhou"


def test_naming_another_system_than_the_guess_needs_a_reason():
    """Numbers of 4547 without a label, said to be 4546: three degrees off."""
    found = judge(centers(4547), None, 4546)

    assert [(i.code, str(i.severity)) for i in found.issues] == [("crs.chosen", "needs_reason")]


def test_the_candidates_are_shown_best_first():
    found = judge(centers(4546), wkt(4546))

    assert [(c.epsg, c.swapped, c.share) for c in found.candidates] == [
        (4546, False, 1.0),
        (4547, False, 0.0),
    ]
