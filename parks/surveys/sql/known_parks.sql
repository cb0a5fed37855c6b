-- Parks with one of the codes, or whose governing boundary (surveyed, else approved, else listed) is near the bounds.
WITH governing AS (
    SELECT DISTINCT ON (b.park_id) b.park_id, b.geometry
    FROM inventory_parkboundary b
    ORDER BY b.park_id, array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text), lower(b.valid) DESC
)
SELECT k.id, k.code, k.area_id AS area_code, ST_AsBinary(g.geometry) AS wkb
FROM inventory_park k LEFT JOIN governing g ON g.park_id = k.id
WHERE k.code = ANY (%(codes)s)
    OR k.id = ANY (SELECT park_id FROM inventory_parcel WHERE code = ANY (%(parcels)s))
    OR g.geometry && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490)
