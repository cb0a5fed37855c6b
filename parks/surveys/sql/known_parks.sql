-- Parks with one of the codes, parks of stored parcels, and parks whose governing boundary (surveyed, else approved,
-- else listed) meets one of the boxes.
WITH wanted AS (
    SELECT id FROM inventory_park WHERE code = ANY (%(codes)s)
    UNION
    SELECT park_id FROM inventory_parcel WHERE code = ANY (%(parcels)s)
    UNION
    SELECT p.park_id FROM (/*boxes*/) b JOIN inventory_parkboundary p ON p.geometry && b.box
),
governing AS (
    SELECT DISTINCT ON (b.park_id) b.park_id, b.geometry
    FROM inventory_parkboundary b JOIN wanted w ON w.id = b.park_id
    ORDER BY b.park_id, array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text), lower(b.valid) DESC
)
SELECT k.id, k.code, k.area_id AS area_code, ST_AsBinary(g.geometry) AS wkb
FROM wanted w JOIN inventory_park k USING (id) LEFT JOIN governing g ON g.park_id = k.id
