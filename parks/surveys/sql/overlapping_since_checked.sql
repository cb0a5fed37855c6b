-- Rows with a new shape that overlaps a parcel which the file does not bring, as the check measures it; a hair more is
-- allowed than there, so that rounding never refuses what the check lets pass.
WITH shaped AS MATERIALIZED (
    SELECT row, geometry FROM surveys_surveyrow
    WHERE upload_id = %(upload)s AND (outcome = 'new' OR (outcome = 'update' AND 'geometry' = ANY (changed)))
),
near AS MATERIALIZED (
    SELECT s.row, s.geometry AS mine, p.code, p.geometry AS theirs, p.area_m2 AS their_m2
    FROM shaped s CROSS JOIN LATERAL (
        SELECT code, geometry, area_m2 FROM inventory_parcel WHERE geometry && s.geometry OFFSET 0
    ) p
),
foreign_ones AS (
    SELECT n.* FROM near n LEFT JOIN surveys_surveyrow f ON f.upload_id = %(upload)s AND f.code = n.code
    WHERE f.id IS NULL
),
measured AS (
    SELECT row, least(their_m2, ST_Area(ST_Transform(mine, 4547))) AS smaller_m2,
        ST_Area(ST_Transform(ST_Intersection(mine, theirs), 4547)) AS overlap_m2
    FROM foreign_ones WHERE ST_Relate(theirs, mine, 'T********')
)
SELECT DISTINCT row FROM measured
WHERE overlap_m2 > %(square_meters)s + 0.001 AND overlap_m2 > %(share)s * smaller_m2 + 0.001
