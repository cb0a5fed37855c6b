-- Rows staged a moment ago have no statistics, without which 50,000 are joined as if they were one.
ANALYZE surveys_surveyrow (upload_id, outcome, code, parcel_id, park_id)
