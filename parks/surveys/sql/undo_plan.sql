-- What can be taken back: every parcel of the batch with the event that holds what it was before (none if it is new), and
-- why it stays (`reason`) where somebody changed it or its building areas since. A later batch that was itself taken back
-- from a parcel does not count, nor does its undoing.
CREATE TEMPORARY TABLE survey_undo ON COMMIT DROP AS
WITH changes AS MATERIALIZED (
    SELECT e.pgh_obj_id AS parcel_id, e.pgh_context_id FROM inventory_parcelevent e
    WHERE e.pgh_id > %(parcels)s AND e.pgh_obj_id IN (SELECT parcel_id FROM survey_undo_batch)
    UNION
    SELECT e.parcel_id, e.pgh_context_id FROM inventory_buildingareaevent e
    WHERE e.pgh_id > %(building_areas)s AND e.parcel_id IN (SELECT parcel_id FROM survey_undo_batch)
),
later AS (
    SELECT h.parcel_id, coalesce(c.metadata ->> 'undo', c.metadata ->> 'survey')::bigint AS upload,
        bool_or(c.metadata ->> 'undo' IS NOT NULL) AS taken_back
    FROM changes h LEFT JOIN pghistory_context c ON c.id = h.pgh_context_id
    GROUP BY 1, 2
),
touched AS MATERIALIZED (
    SELECT parcel_id, max(upload) AS later_upload FROM later WHERE NOT coalesce(taken_back, false) GROUP BY parcel_id
),
former AS MATERIALIZED (
    SELECT b.parcel_id, max(v.pgh_id) AS before
    FROM survey_undo_batch b JOIN inventory_parcelevent v ON v.pgh_obj_id = b.parcel_id AND v.pgh_id < b.first
    WHERE NOT b.is_new
    GROUP BY b.parcel_id
)
SELECT b.parcel_id, r.row, b.code, b.is_new, f.before, t.later_upload,
    CASE
        WHEN t.later_upload IS NOT NULL THEN 'undo.later-upload'
        WHEN t.parcel_id IS NOT NULL THEN 'undo.edited'
        WHEN b.is_new AND (
            EXISTS (SELECT FROM inventory_tenancy d WHERE d.parcel_id = b.parcel_id)
            OR EXISTS (SELECT FROM inventory_parcelyear d WHERE d.parcel_id = b.parcel_id)
            OR EXISTS (SELECT FROM inventory_agreement d WHERE d.parcel_id = b.parcel_id)
            OR EXISTS (SELECT FROM inventory_idleland d WHERE d.parcel_id = b.parcel_id)
            OR EXISTS (SELECT FROM inventory_inefficiency d WHERE d.parcel_id = b.parcel_id)
        ) THEN 'undo.in-use'
        WHEN NOT b.is_new AND f.before IS NULL THEN 'undo.no-history'
        WHEN NOT b.is_new AND NOT (
            EXISTS (SELECT FROM inventory_park k WHERE k.id = e.park_id)
            AND EXISTS (SELECT FROM inventory_source s WHERE s.id = e.source_id)
        ) THEN 'undo.park-gone'
    END AS reason
FROM survey_undo_batch b
LEFT JOIN touched t USING (parcel_id)
LEFT JOIN surveys_surveyrow r ON r.upload_id = %(upload)s AND r.code = b.code AND r.outcome IN ('new', 'update')
LEFT JOIN former f ON f.parcel_id = b.parcel_id
LEFT JOIN inventory_parcelevent e ON e.pgh_id = f.before
