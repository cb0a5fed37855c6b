-- The parcels again, with those that came a moment ago.
ANALYZE inventory_parcel (id, code, park_id)
