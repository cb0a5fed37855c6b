-- Districts with their outlines.
SELECT code, name, ST_AsBinary(boundary) FROM inventory_adminarea
WHERE level = 'district' AND boundary IS NOT NULL
ORDER BY code
