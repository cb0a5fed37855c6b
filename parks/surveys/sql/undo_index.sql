CREATE INDEX ON survey_undo (parcel_id)
