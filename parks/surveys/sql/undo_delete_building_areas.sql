DELETE FROM inventory_buildingarea b USING survey_undo_building u WHERE b.id = u.id AND u.before IS NULL
