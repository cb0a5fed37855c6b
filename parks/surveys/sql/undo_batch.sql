-- The parcels that this upload made or changed, with the first event of each, but for those taken back already. Found in one
-- pass over the events, as statistics of a moment ago would mislead a join.
SELECT e.pgh_obj_id AS parcel_id,
    min(e.code) AS code,
    min(e.pgh_id) FILTER (WHERE c.metadata ->> 'survey' = %(upload)s::text) AS first,
    bool_or(e.pgh_label = 'insert' AND c.metadata ->> 'survey' = %(upload)s::text) AS is_new
FROM inventory_parcelevent e JOIN pghistory_context c ON c.id = e.pgh_context_id
WHERE c.metadata ->> 'survey' = %(upload)s::text OR c.metadata ->> 'undo' = %(upload)s::text
GROUP BY e.pgh_obj_id
HAVING NOT bool_or(c.metadata ->> 'undo' IS NOT DISTINCT FROM %(upload)s::text)
