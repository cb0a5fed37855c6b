-- Parks with one of the codes, parks of stored parcels, and parks whose boundaries meet one of the boxes, each with its
-- governing boundary: of those valid today the surveyed, else the approved, else the listed.
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
    WHERE b.valid @> %(today)s::date
    ORDER BY b.park_id, array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text)
)
SELECT k.id, k.code, k.area_id AS area_code, ST_AsBinary(g.geometry) AS wkb
FROM wanted w JOIN inventory_park k USING (id) LEFT JOIN governing g ON g.park_id = k.id
