-- The newest events of the history: what comes after them happened after this commit.
SELECT coalesce((SELECT max(pgh_id) FROM inventory_parcelevent), 0),
    coalesce((SELECT max(pgh_id) FROM inventory_buildingareaevent), 0)
