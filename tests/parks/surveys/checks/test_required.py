from parks.surveys.checks import required
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, box, frame


def test_a_new_parcel_needs_procedure_and_certificate():
    table = frame(2, 用地手续=["部分", None], 有证情况=[None, "有证"])

    assert found(required.check, table) == [(2, "required.missing"), (1, "required.missing")]


def test_a_stored_parcel_keeps_what_it_has():
    stored = parcels({"code": CODE.format(1), "geometry": box()})

    assert found(required.check, frame(1, 用地手续=[None], 有证情况=None), known_parcels=stored) == []


def test_a_row_without_a_code_is_no_new_parcel_yet():
    assert found(required.check, frame(1, 宗地代码=[None], 用地手续=[None], 有证情况=None)) == []


def test_a_missing_column_is_said_once():
    issues = list(required.check(context(frame(3, 用地手续=None))))

    assert [(i.row, i.code) for i in issues] == [(None, "required.no-column")]
    assert issues[0].zh == "文件没有“用地手续”列，其中 3 行是新宗地，须填"


def test_a_parcel_out_of_scope_is_not_called_new():
    stored = parcels({"code": CODE.format(1), "geometry": box(), "area_code": "440113100200"})

    assert found(required.check, frame(1, 用地手续=[None], 有证情况=None), known_parcels=stored) == []
