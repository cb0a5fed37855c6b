SELECT p.id FROM inventory_parcel p
WHERE p.code IN (SELECT r.code FROM surveys_surveyrow r WHERE r.upload_id = %(upload)s)
ORDER BY p.id
FOR UPDATE
