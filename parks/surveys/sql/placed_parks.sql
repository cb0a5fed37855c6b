-- The wanted parks (`wanted.id`) with their governing boundary (surveyed, else approved, else listed), and a fingerprint
-- that moves with what decides which parcels are theirs and who may write to them.
SELECT k.id, k.code, k.area_id AS area_code, g.geometry,
    hashtextextended(concat_ws(' ', k.code, k.area_id, g.geometry::text), 0) AS fingerprint
FROM wanted w JOIN inventory_park k USING (id)
LEFT JOIN LATERAL (
    SELECT b.geometry FROM inventory_parkboundary b WHERE b.park_id = k.id
    ORDER BY array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text), lower(b.valid) DESC
    LIMIT 1
) g ON true
