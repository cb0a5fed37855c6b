-- Parks with one of the codes, parks of stored parcels, and parks whose boundary meets one of the boxes.
WITH wanted AS (
    SELECT id FROM inventory_park WHERE code = ANY (%(codes)s)
    UNION
    SELECT id FROM inventory_park WHERE id = ANY (%(ids)s::bigint[])
    UNION
    SELECT p.park_id FROM (/*boxes*/) b JOIN inventory_parkboundary p ON p.geometry && b.box
)
SELECT id, code, area_code, fingerprint, ST_AsBinary(geometry) AS wkb FROM (/*placed_parks*/) p
