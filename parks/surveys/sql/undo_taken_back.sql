SELECT parcel_id FROM survey_undo WHERE reason IS NULL
