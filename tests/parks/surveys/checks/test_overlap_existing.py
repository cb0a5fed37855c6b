import pytest
import shapely

from parks.surveys.checks import overlap_existing, overlaps
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame

NEIGHBOR = CODE.format(99)


@pytest.mark.parametrize(("width", "hit"), [(0, False), (0.02, False), (0.03, True), (10, True)])
def test_overlap_with_a_stored_parcel(width, hit):
    # the lot of 40 × 40 m begins at EAST + 10, NORTH + 10
    beside = shapely.box(EAST - 30 + width, NORTH + 10, EAST + 10 + width, NORTH + 50)
    stored = parcels({"code": NEIGHBOR, "geometry": beside})

    assert found(overlap_existing.check, frame(1), known_parcels=stored) == (
        [(1, "overlap.existing")] if hit and width * 40 > 1.6 else []
    )


def test_a_stored_parcel_that_the_file_brings_anew_is_no_overlap():
    stored = parcels(
        {"code": CODE.format(1), "geometry": box(0)}, {"code": CODE.format(2), "geometry": box(0)}
    )

    assert found(overlap_existing.check, frame(2), known_parcels=stored) == []


def test_nothing_of_a_parcel_out_of_scope_is_told():
    stored = parcels(
        {"code": NEIGHBOR, "geometry": box(0), "area_code": "440113100200"},
        {"code": CODE.format(98), "geometry": box(0, side=30), "area_code": "440113100200"},
    )

    seen, hidden = (
        list(overlap_existing.check(context(frame(1), known_parcels=stored, scope=scope)))
        for scope in (("4401",), ("440111",))
    )
    assert f"与库中宗地 {NEIGHBOR} 重叠 1,600 m²（100.0%）" in {issue.zh for issue in seen}
    assert [(i.row, i.code, str(i.severity), i.zh, i.en) for i in hidden] == [
        (
            1,
            "overlap.outside-scope",
            "must_fix",
            "与您数据范围外的库中宗地重叠",
            "Overlaps a stored parcel outside your data scope",
        )
    ]


def test_what_is_too_much_to_list_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(overlaps, "LISTED", 1)
    stored = parcels({"code": NEIGHBOR, "geometry": box(0)}, {"code": CODE.format(98), "geometry": box(0)})

    assert found(overlap_existing.check, frame(1), known_parcels=stored) == [
        (1, "overlap.existing"),
        (None, "overlap.more"),
    ]
