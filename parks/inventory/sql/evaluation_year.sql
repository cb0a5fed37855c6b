-- The evaluation year (评价年份): the latest one with annual figures of at least half of the assessed parks, parcels and
-- enterprises that have any; if there is none, the one with figures of the most. No row without figures.
-- Parameters: day date (of the tenancies).
WITH parcel AS (
    SELECT p.id FROM inventory_parcel p JOIN inventory_parksummary s USING (park_id)
),
enterprise AS (
    SELECT DISTINCT t.enterprise_id AS id
    FROM inventory_tenancy t JOIN parcel p ON p.id = t.parcel_id
    WHERE t.valid @> %(day)s::date
),
figures AS (
    SELECT 1 AS kind, y.park_id AS id, y.year
    FROM inventory_parkyear y JOIN inventory_parksummary s USING (park_id)
    UNION
    SELECT 2, y.parcel_id, y.year FROM inventory_parcelyear y JOIN parcel p ON p.id = y.parcel_id
    UNION
    SELECT 3, y.enterprise_id, y.year FROM inventory_enterpriseyear y JOIN enterprise e ON e.id = y.enterprise_id
),
subjects AS (
    SELECT count(*) AS number FROM (SELECT DISTINCT kind, id FROM figures) AS each
),
coverage AS (
    SELECT year, count(*) AS subjects, 2 * count(*) >= (SELECT number FROM subjects) AS enough
    FROM figures GROUP BY year
)
SELECT year FROM coverage
ORDER BY enough DESC, CASE WHEN enough THEN year END DESC, subjects DESC, year DESC
LIMIT 1
