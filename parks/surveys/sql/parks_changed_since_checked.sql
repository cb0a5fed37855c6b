-- Rows to be written whose park is gone, or whose boundary or area is no longer what decided that it is theirs.
WITH wanted AS (
    SELECT DISTINCT park_id AS id FROM surveys_surveyrow
    WHERE upload_id = %(upload)s AND outcome IN ('new', 'update')
),
present AS MATERIALIZED (/*placed_parks*/)
SELECT r.row
FROM surveys_surveyrow r LEFT JOIN present p ON p.id = r.park_id
WHERE r.upload_id = %(upload)s AND r.outcome IN ('new', 'update')
    AND p.fingerprint IS DISTINCT FROM r.park_fingerprint
