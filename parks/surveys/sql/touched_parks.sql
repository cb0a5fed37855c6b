-- Parks that gain, lose or keep a parcel of this upload.
SELECT r.park_id FROM surveys_surveyrow r
WHERE r.upload_id = %(upload)s AND r.outcome IN ('new', 'update')
UNION
SELECT p.park_id FROM surveys_surveyrow r JOIN inventory_parcel p ON p.id = r.parcel_id
WHERE r.upload_id = %(upload)s AND r.outcome = 'update'
