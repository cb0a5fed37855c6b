-- The building areas that count of the parcels that this upload changes: the newest of each legality.
SELECT DISTINCT ON (b.parcel_id, b.legality) b.*
FROM inventory_buildingarea b
JOIN surveys_surveyrow r ON r.parcel_id = b.parcel_id
WHERE r.upload_id = %(upload)s AND r.outcome = 'update'
ORDER BY b.parcel_id, b.legality, b.as_of DESC
