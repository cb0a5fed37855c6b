-- A floor area that is older than stored ones takes their place (the clerk gave a reason): the newest is what counts, so
-- the newer ones leave. History keeps them.
DELETE FROM inventory_buildingarea b
USING surveys_surveyrow r CROSS JOIN LATERAL (/*building_parts*/) v (legality, field, gfa_m2)
WHERE r.upload_id = %(upload)s AND r.outcome = 'update' AND v.gfa_m2 IS NOT NULL AND v.field = ANY (r.changed)
    AND b.parcel_id = r.parcel_id AND b.legality = v.legality AND b.as_of > coalesce(r.surveyed_on, %(today)s)
