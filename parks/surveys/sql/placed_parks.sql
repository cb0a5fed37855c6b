-- The wanted parks (`wanted.id`) with their governing boundary (of those valid today the surveyed, else the approved,
-- else the listed), and a fingerprint that moves with what decides which parcels are theirs and who may write to them.
SELECT k.id, k.code, k.area_id AS area_code, g.geometry,
    hashtextextended(concat_ws(' ', k.code, k.area_id, g.geometry::text), 0) AS fingerprint
FROM wanted w JOIN inventory_park k USING (id)
LEFT JOIN LATERAL (
    SELECT b.geometry FROM inventory_parkboundary b WHERE b.park_id = k.id AND b.valid @> %(today)s::date
    ORDER BY array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text)
    LIMIT 1
) g ON true
