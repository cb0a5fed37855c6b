-- What was written a moment ago has no statistics yet, or those of an empty table, with which 50,000 rows are joined as if
-- they were one: minutes instead of milliseconds. Until the transaction ends nobody else may analyze these.
ANALYZE inventory_parcel (id, code, park_id), inventory_buildingarea (id, parcel_id, legality, as_of)
