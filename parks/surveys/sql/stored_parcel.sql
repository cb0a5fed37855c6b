-- The parcel stored under a code, with the code of its park.
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT s.*, k.code AS park_code, s.area_code, ST_AsGeoJSON(s.geometry, 7) AS shape
FROM stored s JOIN inventory_park k ON k.id = s.park_id
WHERE s.code = %(code)s
