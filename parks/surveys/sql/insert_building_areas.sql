-- One row per legality whose area is new or differs from the latest stored one.
INSERT INTO inventory_buildingarea (parcel_id, legality, as_of, gfa_m2, storeys, built_year, status, source_id)
SELECT p.id, v.legality, coalesce(r.surveyed_on, %(today)s), v.gfa_m2, r.storeys::int, r.built_year::int,
    'reported', %(source)s
FROM surveys_surveyrow r
JOIN inventory_parcel p ON p.code = r.code
CROSS JOIN LATERAL (VALUES
    ('legal', 'gfa_legal_m2', r.gfa_legal_m2),
    ('illegal_pre2009', 'gfa_illegal_pre2009_m2', r.gfa_illegal_pre2009_m2),
    ('illegal_post2009', 'gfa_illegal_post2009_m2', r.gfa_illegal_post2009_m2)
) AS v (legality, field, gfa_m2)
WHERE r.upload_id = %(upload)s AND v.gfa_m2 IS NOT NULL
    AND (r.outcome = 'new' OR (r.outcome = 'update' AND v.field = ANY (r.changed)))
ON CONFLICT (parcel_id, legality, as_of) DO UPDATE SET
    gfa_m2 = excluded.gfa_m2,
    storeys = coalesce(excluded.storeys, inventory_buildingarea.storeys),
    built_year = coalesce(excluded.built_year, inventory_buildingarea.built_year),
    status = excluded.status,
    source_id = excluded.source_id
