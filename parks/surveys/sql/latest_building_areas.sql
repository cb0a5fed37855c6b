-- The building areas that count of the parcels that this upload changes: the newest of each legality.
SELECT DISTINCT ON (b.parcel_id, b.legality) b.*
FROM inventory_buildingarea b
JOIN surveys_surveyrow u ON u.parcel_id = b.parcel_id
WHERE u.upload_id = %(upload)s AND u.outcome = 'update'
ORDER BY b.parcel_id, b.legality, b.as_of DESC
