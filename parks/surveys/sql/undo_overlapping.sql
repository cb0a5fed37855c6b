-- A former shape that would lie on a parcel which stays as it is: one of the batch that is not taken back, or one that came
-- or changed since. Overlaps count as they do in the check.
WITH restored AS MATERIALIZED (
    SELECT u.parcel_id, e.geometry
    FROM survey_undo u
    JOIN inventory_parcelevent e ON e.pgh_id = u.before
    JOIN inventory_parcel p ON p.id = u.parcel_id
    WHERE u.reason IS NULL AND e.geometry::bytea IS DISTINCT FROM p.geometry::bytea
),
near AS MATERIALIZED (
    SELECT r.parcel_id, r.geometry AS shape, p.id, p.geometry, p.area_m2
    FROM restored r CROSS JOIN LATERAL (
        SELECT id, geometry, area_m2 FROM inventory_parcel WHERE geometry && r.geometry OFFSET 0
    ) p
    WHERE p.id <> r.parcel_id
),
staying AS MATERIALIZED (
    SELECT n.* FROM near n LEFT JOIN survey_undo u ON u.parcel_id = n.id
    WHERE u.reason IS NOT NULL OR (u.parcel_id IS NULL AND EXISTS (
        SELECT FROM inventory_parcelevent e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
        WHERE e.pgh_obj_id = n.id AND e.pgh_id > %(parcels)s AND c.metadata ->> 'undo' IS NULL
            AND NOT EXISTS (
                SELECT FROM inventory_parcelevent v JOIN pghistory_context d ON d.id = v.pgh_context_id
                WHERE v.pgh_obj_id = n.id AND d.metadata ->> 'undo' = c.metadata ->> 'survey'
            )
    ))
),
measured AS (
    SELECT parcel_id, least(area_m2, ST_Area(ST_Transform(shape, 4547))) AS smaller_m2,
        ST_Area(ST_Transform(ST_Intersection(shape, geometry), 4547)) AS overlap_m2
    FROM staying WHERE ST_Relate(shape, geometry, 'T********')
)
UPDATE survey_undo u SET reason = 'undo.overlap'
FROM measured m
WHERE u.parcel_id = m.parcel_id AND u.reason IS NULL
    AND m.overlap_m2 > %(square_meters)s + 0.001 AND m.overlap_m2 > %(share)s * m.smaller_m2 + 0.001
