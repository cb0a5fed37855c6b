"""Tables without shapes (属性表), from upload to inventory: rows join the stored parcel of their code and keep its shape."""

import pytest

from parks.inventory.models import BuildingArea, Parcel
from parks.surveys import services
from parks.surveys.commit import commit
from tests.factories.inventory import BoundaryFactory, ParcelFactory, ParkFactory, square
from tests.parks.surveys import files, sheets
from tests.parks.surveys.conftest import stored
from tests.parks.surveys.sheets import HEADER, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcels(park):
    return [
        ParcelFactory(
            park=park, code=files.CODE.format(n), geometry=stored(files.box(n - 1)), tenure="collective",
            procedure="incomplete", certificate="uncertified", owner_name="石马村经济联社", procedure_area_m2=None,
        )
        for n in (1, 2)
    ]  # fmt: skip


def reasons(upload):
    return dict(upload.rows.values_list("row", "reason"))


def codes(upload):
    return sorted(upload.issues.values_list("code", flat=True))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_attributes_are_updated_and_shapes_stay(kind, parcels, clerk, checked, tmp_path):
    lines = [
        [*HEADER, "合法建筑面积（㎡）", "测量日期"], row(1, 800, "2026-06-30"), [*row(2)[:4], "新联社", None, None]
    ]  # fmt: skip
    lines = [["" if cell is None else cell for cell in line] for line in lines]
    make = sheets.workbook if kind == "xlsx" else sheets.text
    before = {p.code: p.geometry.wkt for p in Parcel.objects.all()}

    upload = checked(make(tmp_path / f"a.{kind}", *lines))

    assert codes(upload) == ["geometry.kept"]
    assert upload.reading["crs"] == {
        "epsg": None, "label": "没有图形", "swapped": False, "evidence": "文件没有图形",
        "evidence_en": "the file has no shapes",
    } | {k: v for k, v in upload.reading["crs"].items() if k in ("shift", "candidates")}  # fmt: skip
    assert dict(upload.rows.values_list("row", "changed")) == {
        2: ["surveyed_on", "gfa_legal_m2"],
        3: ["owner_name"],
    }

    commit(upload.pk, clerk)

    assert {p.code: p.geometry.wkt for p in Parcel.objects.all()} == before
    assert Parcel.objects.get(code=files.CODE.format(2)).owner_name == "新联社"
    assert BuildingArea.objects.get(parcel=parcels[0]).gfa_m2 == 800


def test_a_new_parcel_needs_a_shape(parcels, checked, tmp_path):
    upload = checked(sheets.workbook(tmp_path / "a.xlsx", HEADER, row(1), row(3)))

    assert upload.counts | {"total": 2, "unchanged": 1, "rejected": 1} == upload.counts
    assert reasons(upload) == {2: "", 3: "geometry.missing"}


def test_areas_are_judged_by_the_stored_shape(parcels, checked, tmp_path):
    header = [*HEADER, "宗地面积", "建筑面积（㎡）", "已完善手续用地面积（㎡）"]

    upload = checked(sheets.workbook(tmp_path / "a.xlsx", header, row(1, 2.4, 30_000, 900), row(2, 2.4)))

    assert {"unit.assumed", "far.too-high", "procedure.contradiction"} <= set(codes(upload))
    assert "unit.unknown" not in codes(upload)


def test_the_park_stays_wherever_its_boundary_runs(parcels, checked, tmp_path):
    far = ParkFactory(code="440111-9002", boundary=None)
    BoundaryFactory(park=far, geometry=square(0, side=1_000))
    Parcel.objects.update(park=far)

    upload = checked(sheets.workbook(tmp_path / "a.xlsx", HEADER, row(1)))

    assert (codes(upload), set(upload.rows.values_list("outcome", flat=True))) == (
        ["geometry.kept"],
        {"unchanged"},
    )


def test_a_new_shape_over_a_parcel_that_keeps_its_own(parcels, checked, tmp_path):
    shape = sheets.degrees(0, east=20)
    path = sheets.workbook(tmp_path / "a.xlsx", [*HEADER, "图形"], row(1), row(3, f"SRID=4490;{shape.wkt}"))

    upload = checked(path)

    assert reasons(upload) == {2: "", 3: "overlap.existing"}


def test_points_say_where_a_row_belongs(parcels, checked, tmp_path):
    inside, outside = sheets.degrees(0).centroid, sheets.degrees(5).centroid
    path = sheets.workbook(
        tmp_path / "a.xlsx",
        [*HEADER, "经度", "纬度"],
        row(1, inside.x, inside.y), row(2, outside.x, outside.y), row(3, outside.x, outside.y),
    )  # fmt: skip

    upload = checked(path)

    assert dict(upload.issues.filter(row__gt=0).values_list("row", "code")) == {
        3: "geometry.point-elsewhere", 4: "geometry.not-polygon",
    }  # fmt: skip
    assert "crs.undeclared" in codes(upload)


def test_a_shape_that_cannot_be_read_is_not_taken_for_none(parcels, checked, tmp_path):
    upload = checked(sheets.workbook(tmp_path / "a.xlsx", [*HEADER, "图形"], row(1, "POLYGON((0 0"), row(2)))

    assert reasons(upload) == {2: "geometry.wkt", 3: ""}


def test_shapes_of_a_table_are_committed(park, clerk, checked, tmp_path):
    path = sheets.workbook(tmp_path / "a.xlsx", [*HEADER, "WKT"], row(1, f"SRID=4490;{sheets.degrees().wkt}"))

    commit(checked(path).pk, clerk)

    assert Parcel.objects.get().area_m2 == pytest.approx(1_600, rel=1e-6)


@pytest.mark.parametrize(
    ("header", "code"),
    [("园区编号", "columns.only-park-code"), ("统一社会信用代码", "columns.only-credit-code")],
)
def test_a_table_of_parks_or_enterprises(header, code, parcels, checked, tmp_path):
    upload = checked(sheets.workbook(tmp_path / "a.xlsx", [header, "合法建筑面积（㎡）"], ["440111-9001", 5]))

    assert code in codes(upload)
    assert "columns.no-parcel-code" not in codes(upload)


def test_rows_left_out_take_their_issues_with_them(parcels, checked, tmp_path):
    upload = checked(sheets.workbook(tmp_path / "a.xlsx", [*HEADER, "图形"], row(1, "POLYGON((0 0"), row(2)))
    services.check_again(upload.pk, {"left_out": [2]})
    services.check(upload.pk)

    assert codes(upload) == ["geometry.kept"]
