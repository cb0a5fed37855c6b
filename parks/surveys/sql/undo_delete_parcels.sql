DELETE FROM inventory_parcel p USING survey_undo u WHERE p.id = u.parcel_id AND u.is_new AND u.reason IS NULL
