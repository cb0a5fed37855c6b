-- Rows to be written whose park is gone, or whose boundary or area is no longer what decided that it is theirs.
WITH checked AS MATERIALIZED (
    SELECT park_id AS id, park_fingerprint AS fingerprint, array_agg(row) AS rows FROM surveys_surveyrow
    WHERE upload_id = %(upload)s AND outcome IN ('new', 'update')
    GROUP BY park_id, park_fingerprint
)
SELECT unnest(c.rows)
FROM checked c LEFT JOIN LATERAL (WITH wanted AS (SELECT c.id) /*placed_parks*/) p ON true
WHERE p.fingerprint IS DISTINCT FROM c.fingerprint
