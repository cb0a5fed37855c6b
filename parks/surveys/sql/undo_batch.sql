-- The parcels that this upload made or changed, with the first event of each, but for those taken back already.
SELECT e.pgh_obj_id AS parcel_id, min(e.code) AS code, min(e.pgh_id) AS first, bool_or(e.pgh_label = 'insert') AS is_new
FROM inventory_parcelevent e JOIN pghistory_context c ON c.id = e.pgh_context_id
WHERE c.metadata ->> 'survey' = %(upload)s::text
    AND NOT EXISTS (
        SELECT FROM inventory_parcelevent u JOIN pghistory_context d ON d.id = u.pgh_context_id
        WHERE u.pgh_obj_id = e.pgh_obj_id AND d.metadata ->> 'undo' = %(upload)s::text
    )
GROUP BY e.pgh_obj_id
