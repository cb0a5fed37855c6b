-- The building areas that the batch wrote or withdrew, with the first event of each.
CREATE TEMPORARY TABLE survey_undo_written ON COMMIT DROP AS
SELECT e.pgh_obj_id AS id, min(e.parcel_id) AS parcel_id, min(e.pgh_id) AS first
FROM inventory_buildingareaevent e JOIN pghistory_context c ON c.id = e.pgh_context_id
WHERE c.metadata ->> 'survey' = %(upload)s::text
GROUP BY e.pgh_obj_id
