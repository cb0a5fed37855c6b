"""Every format from upload to commit: what the file says is what the inventory holds."""

import pytest
import shapely

from parks.inventory.models import Parcel
from parks.surveys import services
from parks.surveys.commit import commit
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files, points
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db


def kml(folder, table):
    table.to_crs(4326).to_file(folder / "a.kml", driver="KML")
    return folder / "a.kml"


def kmz(folder, table):
    return files.zipped(folder / "a.kmz", **{"doc.kml": kml(folder, table).read_bytes()})


def dxf(folder, table):
    (folder / "a.dxf").write_bytes(files.dxf(table))
    return folder / "a.dxf"


def filegdb(folder, table):
    return files.filegdb(folder / "a.gdb.zip", table)


def metric(parcel: Parcel) -> shapely.Geometry:
    shape = parcel.geometry.transform(4547, clone=True)
    return shapely.from_wkb(bytes(shape.wkb))


@pytest.mark.parametrize("write", [kml, kmz, dxf, filegdb])
def test_from_the_file_to_the_inventory(write, park, checked, clerk, tmp_path):
    table = files.frame(3, 坐落=["石马村工业路"] * 3)
    upload = checked(write(tmp_path, table))

    commit(upload.pk, clerk, "坐标系已确认")

    parcels = Parcel.objects.order_by("code")
    assert [p.code for p in parcels] == list(table["宗地代码"])
    assert {(p.tenure, p.procedure, p.certificate, p.owner_name, p.address) for p in parcels} == {
        ("collective", "incomplete", "uncertified", "石马村经济联社", "石马村工业路")
    }
    for parcel, shape in zip(parcels, table.geometry, strict=True):
        assert shapely.hausdorff_distance(metric(parcel), shape) < 1e-3


@pytest.fixture
def surveyed(park):
    """Two parcels as they were surveyed before, a little elsewhere."""
    return [
        ParcelFactory(
            code=files.CODE.format(n),
            park=park,
            geometry=stored(files.box(n - 1, side=39)),
            procedure="incomplete",
        )
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "variant", [points.Variant(encoding="gbk"), points.Variant(fields=13, hectares=False, prefix=False)]
)
def test_boundary_points_renew_the_shapes_of_known_parcels(variant, surveyed, checked, clerk, tmp_path):
    shapes = [
        files.box(0),
        shapely.Polygon(files.box(1).exterior, [files.box(1, side=9, east=20, north=20).exterior.coords]),
    ]
    path = tmp_path / "勘测定界.txt"
    path.write_bytes(points.written(points.lots(shapes, files.CODE), variant))
    upload = checked(path)
    assert {issue["severity"] for issue in upload.issues_by_code} == {"note"}

    commit(upload.pk, clerk, "")

    for parcel, shape in zip(Parcel.objects.order_by("code"), shapes, strict=True):
        assert shapely.hausdorff_distance(metric(parcel), shape) < 1e-3
        assert parcel.declared_area_m2 == pytest.approx(shape.area, abs=0.01)
        assert parcel.land_use == "0601"


def test_new_parcels_from_boundary_points_lack_what_the_format_cannot_say(park, checked, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(points.written(points.lots([files.box(0)], files.CODE)))

    upload = checked(path)

    must_fix = [i["code"] for i in upload.issues_by_code if i["severity"] == "must_fix"]
    assert must_fix == ["required.no-column"]
    assert list(upload.rows.values_list("row", flat=True)) == [12]


def test_a_row_with_a_reader_s_issue_can_be_left_out(surveyed, checked, clerk, tmp_path):
    text = points.written(points.lots([files.box(0), files.box(1)], files.CODE)).decode()
    path = tmp_path / "a.txt"
    path.write_text(text.replace("38430100.000", "3843O100.000", 1))
    upload = checked(path)
    bad = upload.issues.filter(code="points.line").get().row
    assert upload.rows.get(row=bad).outcome == "rejected"

    services.check_again(upload.pk, {"left_out": [bad]})
    services.check(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, upload.issues.filter(severity="must_fix").count()) == ("checked", 0)


def test_layers_to_choose_from_are_offered_and_the_answer_is_followed(park, checked, client_of, tmp_path):
    body = "".join(
        f"<Folder><name>{name}</name><Placemark><name>{files.CODE.format(n)}</name><Polygon><outerBoundaryIs><LinearRing>"
        "<coordinates>113.3157,23.3188 113.3161,23.3188 113.3161,23.3191 113.3157,23.3188</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>"
        for n, name in enumerate(["宗地", "房屋"], 1)
    )
    path = tmp_path / "a.kml"
    path.write_text(f"<kml><Document>{body}</Document></kml>")
    upload = checked(path)
    address = f"/api/v1/surveys/{upload.pk}/"

    problem = client_of("clerk").get(address).json()["problem"]
    assert (problem["code"], problem["layers"]) == ("layers.several", ["宗地", "房屋"])

    answer = client_of("clerk").post(f"{address}answers/", {"layer": "宗地"}, format="json")
    assert answer.status_code == 202
    services.check(upload.pk)
    found = client_of("clerk").get(address).json()
    assert (found["status"], found["reading"]["layer"], found["counts"]["total"]) == ("checked", "宗地", 1)
