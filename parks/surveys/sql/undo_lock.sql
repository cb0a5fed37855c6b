-- The parcels in the order in which commits lock them, then their building areas.
WITH batch AS MATERIALIZED (/*undo_batch*/),
parcels AS MATERIALIZED (
    SELECT p.id FROM inventory_parcel p WHERE p.id IN (SELECT parcel_id FROM batch) ORDER BY p.id FOR UPDATE
)
SELECT b.id FROM inventory_buildingarea b
WHERE b.parcel_id IN (SELECT id FROM parcels)
ORDER BY b.id
FOR UPDATE
