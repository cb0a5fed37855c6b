-- The building areas that the batch wrote or withdrew, with the event that holds what each was before, none if it is new.
CREATE TEMPORARY TABLE survey_undo_building ON COMMIT DROP AS
WITH written AS MATERIALIZED (
    SELECT e.pgh_obj_id AS id, min(e.pgh_id) AS first
    FROM inventory_buildingareaevent e
    JOIN pghistory_context c ON c.id = e.pgh_context_id
    JOIN survey_undo u ON u.parcel_id = e.parcel_id
    WHERE c.metadata ->> 'survey' = %(upload)s::text AND u.reason IS NULL
    GROUP BY e.pgh_obj_id
)
SELECT w.id, e.pgh_id AS before
FROM written w LEFT JOIN LATERAL (
    SELECT v.pgh_id FROM inventory_buildingareaevent v
    WHERE v.pgh_obj_id = w.id AND v.pgh_id < w.first
    ORDER BY v.pgh_id DESC
    LIMIT 1
) e ON true
