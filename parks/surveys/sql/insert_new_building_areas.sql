-- The building areas of parcels that came a moment ago with this upload, which can have none yet: as of their survey,
-- else of today.
INSERT INTO inventory_buildingarea (parcel_id, legality, as_of, gfa_m2, storeys, built_year, status, source_id)
SELECT p.id, v.legality, coalesce(r.surveyed_on, %(today)s), v.gfa_m2, r.storeys::int, r.built_year::int, 'reported', %(source)s
FROM surveys_surveyrow r
JOIN inventory_parcel p ON p.code = r.code
CROSS JOIN LATERAL (/*building_parts*/) v (legality, field, gfa_m2)
WHERE r.upload_id = %(upload)s AND r.outcome = 'new' AND v.gfa_m2 IS NOT NULL
