-- Withdrawn ones come back as they were, under their own ids.
INSERT INTO inventory_buildingarea (
    id, parcel_id, legality, as_of, gfa_m2, footprint_m2, storeys, built_year, status, source_id
)
SELECT e.id, e.parcel_id, e.legality, e.as_of, e.gfa_m2, e.footprint_m2, e.storeys, e.built_year, e.status, e.source_id
FROM survey_undo_building u JOIN inventory_buildingareaevent e ON e.pgh_id = u.before
WHERE NOT EXISTS (SELECT FROM inventory_buildingarea b WHERE b.id = u.id)
