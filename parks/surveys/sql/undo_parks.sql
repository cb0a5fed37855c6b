-- Parks that lose, get back or keep a parcel.
SELECT p.park_id FROM survey_undo u JOIN inventory_parcel p ON p.id = u.parcel_id WHERE u.reason IS NULL
UNION
SELECT e.park_id FROM survey_undo u JOIN inventory_parcelevent e ON e.pgh_id = u.before WHERE u.reason IS NULL
