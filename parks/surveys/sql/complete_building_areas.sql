-- Storeys and year complete the latest fact of every legality that the row names, or of all if it names none. Day, status
-- and source of the fact are those of its floor area and stay.
WITH latest AS MATERIALIZED (/*latest_building_areas*/)
UPDATE inventory_buildingarea b SET
    storeys = coalesce(r.storeys::int, b.storeys),
    built_year = coalesce(r.built_year::int, b.built_year)
FROM surveys_surveyrow r
CROSS JOIN LATERAL (/*building_parts*/) v (legality, field, gfa_m2)
JOIN latest l ON l.parcel_id = r.parcel_id AND l.legality = v.legality
WHERE r.upload_id = %(upload)s AND r.outcome = 'update' AND r.changed && ARRAY['storeys', 'built_year']::varchar[]
    AND (v.gfa_m2 IS NOT NULL
        OR num_nonnulls(r.gfa_legal_m2, r.gfa_illegal_pre2009_m2, r.gfa_illegal_post2009_m2) = 0)
    AND b.id = l.id
    AND (coalesce(r.storeys::int, b.storeys), coalesce(r.built_year::int, b.built_year))
        IS DISTINCT FROM (b.storeys, b.built_year)
