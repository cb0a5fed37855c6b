-- What is stored now under the codes of these rows.
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT r.row, s.fingerprint
FROM surveys_surveyrow r JOIN stored s ON s.code = r.code
WHERE r.upload_id = %(upload)s AND r.row = ANY (%(rows)s)
