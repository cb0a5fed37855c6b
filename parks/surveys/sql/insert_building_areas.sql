-- A building area for every legality of a stored parcel whose floor area is new or another: as of its survey, else of
-- today. What the file leaves empty is taken over from the latest stored one.
WITH latest AS MATERIALIZED (/*latest_building_areas*/)
INSERT INTO inventory_buildingarea (
    parcel_id, legality, as_of, gfa_m2, footprint_m2, storeys, built_year, status, source_id
)
SELECT r.parcel_id, v.legality, coalesce(r.surveyed_on, %(today)s), v.gfa_m2, l.footprint_m2,
    coalesce(r.storeys::int, l.storeys), coalesce(r.built_year::int, l.built_year), 'reported', %(source)s
FROM surveys_surveyrow r
CROSS JOIN LATERAL (/*building_parts*/) v (legality, field, gfa_m2)
LEFT JOIN latest l ON l.parcel_id = r.parcel_id AND l.legality = v.legality
WHERE r.upload_id = %(upload)s AND v.gfa_m2 IS NOT NULL
    AND r.outcome = 'update' AND v.field = ANY (r.changed)
ON CONFLICT (parcel_id, legality, as_of) DO UPDATE SET
    gfa_m2 = excluded.gfa_m2,
    footprint_m2 = excluded.footprint_m2,
    storeys = excluded.storeys,
    built_year = excluded.built_year,
    status = excluded.status,
    source_id = excluded.source_id
