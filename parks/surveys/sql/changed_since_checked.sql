-- Rows whose parcel is not, or no longer, what the row was compared with.
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT r.row
FROM surveys_surveyrow r LEFT JOIN stored s ON s.code = r.code
WHERE r.upload_id = %(upload)s AND s.fingerprint IS DISTINCT FROM r.fingerprint
