UPDATE inventory_buildingarea b SET
    parcel_id = e.parcel_id,
    legality = e.legality,
    as_of = e.as_of,
    gfa_m2 = e.gfa_m2,
    footprint_m2 = e.footprint_m2,
    storeys = e.storeys,
    built_year = e.built_year,
    status = e.status,
    source_id = e.source_id
FROM survey_undo_building u JOIN inventory_buildingareaevent e ON e.pgh_id = u.before
WHERE b.id = u.id
