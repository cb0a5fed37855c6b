-- Those of the parcels that are taken back, with the event that holds what each was before, none if it is new.
CREATE TEMPORARY TABLE survey_undo_building ON COMMIT DROP AS
WITH former AS MATERIALIZED (
    SELECT w.id, max(v.pgh_id) AS before
    FROM survey_undo_written w JOIN inventory_buildingareaevent v ON v.pgh_obj_id = w.id AND v.pgh_id < w.first
    GROUP BY w.id
)
SELECT w.id, f.before
FROM survey_undo_written w
JOIN survey_undo u ON u.parcel_id = w.parcel_id AND u.reason IS NULL
LEFT JOIN former f ON f.id = w.id
