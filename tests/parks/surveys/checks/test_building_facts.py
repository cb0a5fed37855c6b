"""Which facts a row changes, against a plain reading of one row at a time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.surveys.checks.building_facts import LEGALITY, parts
from tests.parks.surveys.contexts import context, parcels
from tests.parks.surveys.files import CODE, box, frame

HEADERS = {
    "gfa_legal_m2": "合法建筑面积(㎡)",
    "gfa_illegal_pre2009_m2": "2009年前无证建筑面积(㎡)",
    "gfa_illegal_post2009_m2": "2009年后无证建筑面积(㎡)",
}
AREA = st.sampled_from([None, 0.0, 700.0, 700.004, 800.0])
STOREYS = st.sampled_from([None, 2, 3])
FACTS = st.fixed_dictionaries(dict.fromkeys(LEGALITY, AREA))


def plainly(said, storeys, stored, stored_storeys):
    """(floor areas that are new or others, legalities whose storeys change) of one row."""
    remeasured = {
        f for f, v in said.items() if v is not None and (stored[f] is None or abs(v - stored[f]) > 0.005)
    }
    named = {f for f, v in said.items() if v is not None} or {f for f, v in stored.items() if v is not None}
    storeyed = {
        f
        for f in named
        if storeys is not None and storeys != (stored_storeys if stored[f] is not None else None)
    }
    return remeasured, storeyed


@settings(deadline=None)
@given(said=FACTS, storeys=STOREYS, stored=FACTS, stored_storeys=STOREYS)
def test_every_row_changes_what_it_says_and_nothing_else(said, storeys, stored, stored_storeys):
    known = {"code": CODE.format(1), "geometry": box()}
    for field, legality in LEGALITY.items():
        if stored[field] is not None:
            known[field] = stored[field]
            known[f"{legality}_storeys"] = np.nan if stored_storeys is None else float(stored_storeys)
    table = frame(1, 层数=[storeys], **{HEADERS[f]: [v] for f, v in said.items()})

    facts = parts(context(table, known_parcels=parcels(known)))

    got = {f.field for f in facts if f.remeasured[0]}, {f.field for f in facts if f.completed["storeys"][0]}
    assert got == plainly(said, storeys, stored, stored_storeys)
    assert {f.field for f in facts if f.changed[0]} == got[0] | got[1]
