-- Rows with a new shape that overlaps a parcel which the file does not bring, as the check measures it; a hair more is
-- allowed than there, so that rounding never refuses what the check lets pass. Neighbors are found by index and the file's
-- own codes leave by one sort, whatever the planner believes of the rows.
WITH near AS MATERIALIZED (
    SELECT r.row, p.id, p.code
    FROM surveys_surveyrow r CROSS JOIN LATERAL (
        SELECT id, code FROM inventory_parcel WHERE geometry && r.geometry OFFSET 0
    ) p
    WHERE r.upload_id = %(upload)s AND (r.outcome = 'new' OR (r.outcome = 'update' AND 'geometry' = ANY (r.changed)))
),
told AS (
    SELECT row, id, count(*) FILTER (WHERE row IS NULL) OVER (PARTITION BY code) > 0 AS brought
    FROM (
        SELECT row, id, code FROM near
        UNION ALL
        SELECT NULL, NULL, code FROM surveys_surveyrow WHERE upload_id = %(upload)s AND geometry IS NOT NULL
    ) every
),
measured AS (
    SELECT t.row, least(p.area_m2, ST_Area(ST_Transform(r.geometry, 4547))) AS smaller_m2,
        ST_Area(ST_Transform(ST_Intersection(r.geometry, p.geometry), 4547)) AS overlap_m2
    FROM told t
    JOIN inventory_parcel p ON p.id = t.id
    JOIN surveys_surveyrow r ON r.upload_id = %(upload)s AND r.row = t.row
    WHERE NOT t.brought AND ST_Relate(p.geometry, r.geometry, 'T********')
)
SELECT DISTINCT row FROM measured
WHERE overlap_m2 > %(square_meters)s + 0.001 AND overlap_m2 > %(share)s * smaller_m2 + 0.001
