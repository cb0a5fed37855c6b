"""A bad upload, its returned workbook, mended and uploaded: only the rows of the workbook are merged."""

import io
from pathlib import Path

import openpyxl
import pytest

from parks.inventory.models import Parcel
from parks.surveys import annotated, returned, services
from parks.surveys.commit import commit
from parks.surveys.readers import Limits, everything
from tests.factories.accounts import UserFactory
from tests.factories.inventory import ParcelFactory
from tests.parks.surveys import files, sheets
from tests.parks.surveys.conftest import stored
from tests.parks.surveys.sheets import HEADER, row

pytestmark = pytest.mark.django_db


def workbook_of(upload, folder: Path, mend=lambda sheet: None, name: str = "回传.xlsx") -> Path:
    """The workbook as openpyxl saves it after the clerk's changes."""
    reading = returned.read_upload(upload, services.folder(), Limits(), everything)
    target = io.BytesIO()
    annotated.write(target, upload, reading)
    book = openpyxl.load_workbook(target)
    mend(book["宗地"])
    book.save(folder / name)
    return folder / name


def keep(*numbers):
    """Delete all rows but these."""

    def mend(sheet):
        for line in range(sheet.max_row, 1, -1):
            if sheet.cell(line, 1).value not in numbers:
                sheet.delete_rows(line)

    return mend


def put(column: str, **values):
    """Put values into a column: n2="集体" into the row numbered 2."""

    def mend(sheet):
        at = next(cell.column for cell in sheet[1] if cell.value == column)
        for line in range(2, sheet.max_row + 1):
            if (name := f"n{sheet.cell(line, 1).value}") in values:
                sheet.cell(line, at).value = values[name]

    return mend


def both(*mends):
    def mend(sheet):
        for each in mends:
            each(sheet)

    return mend


def codes(upload):
    return sorted(upload.issues.values_list("code", flat=True))


@pytest.fixture
def bad(park, checked, tmp_path):
    """Three new parcels, of which the second has a tenure nobody knows."""
    table = files.frame(3, 权属性质=["集体", "公有", "集体"])
    return checked(files.geopackage(tmp_path / "摸查.gpkg", table))


def test_the_whole_loop(bad, clerk, checked, tmp_path):
    before = bad.pk
    mended = checked(workbook_of(bad, tmp_path, both(put("权属性质", n2="集体"), keep(2))))

    assert (mended.origin_id, mended.status, codes(mended)) == (before, "checked", [])
    assert mended.counts | {"total": 1, "new": 1} == mended.counts
    assert mended.rows.get().row == 2

    commit(mended.pk, clerk)

    parcel = Parcel.objects.get()
    assert parcel.code == files.CODE.format(2)
    assert parcel.geometry.equals_exact(stored(files.box(1)), 1e-8)


def test_the_rest_was_committed_before(bad, clerk, checked, tmp_path):
    services.check_again(bad.pk, {"left_out": [2]})
    services.check(bad.pk)
    commit(bad.pk, clerk)
    first = set(Parcel.objects.values_list("pk", "code"))
    bad.refresh_from_db()

    mended = checked(workbook_of(bad, tmp_path, both(put("权属性质", n2="集体"), keep(2))))
    commit(mended.pk, clerk)

    assert first < set(Parcel.objects.values_list("pk", "code"))
    assert Parcel.objects.count() == 3


def test_all_rows_come_back_unchanged_where_nothing_was_mended(park, clerk, checked, tmp_path):
    upload = checked(files.shapefile(tmp_path / "a.zip", files.frame(3), encoding="GBK"))
    commit(upload.pk, clerk)
    upload.refresh_from_db()

    again = checked(workbook_of(upload, tmp_path))

    assert set(again.rows.values_list("outcome", flat=True)) == {"unchanged"}
    assert codes(again) == []


def test_the_numbers_are_those_of_a_sheet_and_shapes_come_from_its_cells(park, clerk, checked, tmp_path):
    wkt = [f"SRID=4490;{sheets.degrees(n).wkt}" for n in range(2)]
    upload = checked(
        sheets.workbook(
            tmp_path / "a.xlsx", ["摸查表"], [*HEADER, "图形"],
            [*row(1)[:2], "?", *row(1)[3:], wkt[0]], row(2, wkt[1]), row(3, "POLYGON((0 0"),
        )
    )  # fmt: skip
    assert codes(upload)[-1] == "value.unknown"

    mended = checked(workbook_of(upload, tmp_path, put("用地手续", n3="未完善")))

    assert dict(mended.rows.values_list("row", "outcome")) == {3: "new", 4: "new", 5: "rejected"}
    assert mended.issues.filter(code="geometry.wkt").get().row == 5
    assert "图形" not in mended.reading["columns"]


def test_answers_about_the_first_file_hold(park, checked, tmp_path):
    table = files.frame(2).set_crs(4546, allow_override=True)
    refused = checked(files.geopackage(tmp_path / "a.gpkg", table))
    services.check_again(refused.pk, {"epsg": 4547})
    services.check(refused.pk)
    refused.refresh_from_db()
    assert codes(refused) == ["crs.chosen"]

    mended = checked(workbook_of(refused, tmp_path, keep(1)))

    assert (mended.answers, codes(mended)) == ({"epsg": 4547}, ["crs.chosen"])
    assert mended.rows.get().outcome == "new"


def test_the_place_is_told_by_the_whole_first_file(park, checked, tmp_path):
    """One row that lies outside the city would not tell its coordinate system by itself."""
    far = files.box(0, east=-300_000)
    table = files.frame(12, geometry=[*(files.box(n) for n in range(11)), far])
    path = files.shapefile(tmp_path / "a.zip", table, without=(".prj",))
    upload = checked(path)

    mended = checked(workbook_of(upload, tmp_path, keep(12)))

    assert (mended.status, mended.rows.get().reason) == ("checked", "area.outside-city")


def test_a_second_round(bad, clerk, checked, tmp_path):
    second = checked(workbook_of(bad, tmp_path, both(put("权属性质", n2="国营"), keep(2, 3))))
    assert second.rows.get(row=2).outcome == "rejected"

    third = checked(workbook_of(second, tmp_path, both(put("权属性质", n2="集体"), keep(2)), name="又.xlsx"))

    assert (third.origin_id, third.rows.get().outcome) == (second.pk, "new")
    commit(third.pk, clerk)
    assert Parcel.objects.get().geometry.equals_exact(stored(files.box(1)), 1e-8)


class TestNumbers:
    @pytest.mark.parametrize(
        ("change", "code", "left"),
        [
            (lambda sheet: sheet.cell(3, 1, 77), "returned.number-altered", {1, 3}),
            (lambda sheet: setattr(sheet.cell(3, 1), "value", None), "returned.no-number", {1, 3}),
            (lambda sheet: sheet.cell(3, 1, "第二行"), "returned.no-number", {1, 3}),
            (
                lambda sheet: sheet.append([None, files.CODE.format(9), "集体"]),
                "returned.no-number",
                {1, 2, 3},
            ),
            (
                lambda sheet: sheet.append([9, files.CODE.format(9), "集体"]),
                "returned.unknown-number",
                {1, 2, 3},
            ),
            (lambda sheet: sheet.append([2, files.CODE.format(9), "集体"]), "returned.number-twice", {1, 3}),
        ],
    )
    def test_rows_that_cannot_be_told_apart(self, change, code, left, bad, checked, tmp_path):
        mended = checked(workbook_of(bad, tmp_path, change))

        issue = mended.issues.get(code__startswith="returned.")
        assert (issue.code, issue.severity, issue.row) == (code, "must_fix", None)
        assert set(mended.rows.values_list("row", flat=True)) == left

    def test_no_row_that_can(self, bad, checked, tmp_path):
        mended = checked(workbook_of(bad, tmp_path, lambda sheet: sheet.delete_cols(1)))

        assert (mended.status, mended.problem["code"]) == ("refused", "workbook.no-numbers")

    def test_sorted_and_filtered_rows(self, bad, checked, tmp_path):
        def mend(sheet):
            lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
            for at, values in enumerate(reversed(lines), 2):
                for column, value in enumerate(values, 1):
                    sheet.cell(at, column, value)
            sheet.row_dimensions[3].hidden = True

        mended = checked(workbook_of(bad, tmp_path, mend))

        assert list(mended.rows.values_list("row", flat=True)) == [1, 2, 3]
        assert codes(mended) == codes(bad)
        assert mended.rows.get(row=3).geometry.equals_exact(stored(files.box(2)), 1e-8)


class TestScope:
    def test_of_a_clerk_who_does_not_see_the_first_upload(self, bad, checked, tmp_path):
        other = UserFactory(username="other", role="clerk", scope=["440112"])

        upload = checked(workbook_of(bad, tmp_path), other)

        assert (upload.status, upload.problem["code"], upload.origin_id) == (
            "refused",
            "workbook.origin",
            None,
        )

    def test_of_a_colleague_who_does(self, bad, checked, administrator, tmp_path):
        assert checked(workbook_of(bad, tmp_path), administrator).origin_id == bad.pk

    def test_an_upload_that_is_named_but_has_another_file(self, bad, checked, tmp_path):
        path = workbook_of(bad, tmp_path)
        book = openpyxl.load_workbook(path)
        book["cunyuan"]["A2"] = "0" * 64
        book.save(path)

        assert checked(path).problem["code"] == "workbook.origin"


def test_what_somebody_changed_since_the_report_is_a_conflict(park, clerk, checked, tmp_path):
    parcel = ParcelFactory(
        park=park, code=files.CODE.format(1), geometry=stored(files.box(0)), owner_name="甲"
    )
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, 权利人=["乙"], 权属性质=["集体"])))
    path = workbook_of(upload, tmp_path)
    Parcel.objects.filter(pk=parcel.pk).update(owner_name="丙")

    mended = checked(path)

    assert (mended.rows.get().outcome, mended.rows.get().reason) == ("conflict", "conflict.parcel")


def test_checked_again_it_keeps_its_origin_and_its_answers(bad, checked, tmp_path):
    mended = checked(workbook_of(bad, tmp_path, keep(1)))

    services.check_again(mended.pk, {"units": {}})
    services.check(mended.pk)

    mended.refresh_from_db()
    assert (mended.origin_id, mended.status, mended.rows.count()) == (bad.pk, "checked", 1)
