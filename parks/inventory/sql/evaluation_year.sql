-- The evaluation year (评价年份): the latest one with annual figures of at least half of the assessed parks, parcels and
-- enterprises that have any; if there is none, the one with figures of the most. No row without figures.
-- Each subject's years are bits from 1978 on; subjects of the same years are counted together.
-- Parameters: day date (of the tenancies).
WITH outside AS MATERIALIZED (
    SELECT p.id FROM inventory_parcel p JOIN inventory_park k ON k.id = p.park_id
    WHERE NOT EXISTS (SELECT FROM inventory_parksummary s WHERE s.park_id = k.id)
),
enterprise AS (
    SELECT DISTINCT enterprise_id AS id FROM inventory_tenancy
    WHERE valid @> %(day)s::date AND parcel_id NOT IN (SELECT id FROM outside)
),
figures AS (
    SELECT bit_or(B'1'::bit(123) >> (y.year - 1978)) AS years
    FROM inventory_parkyear y JOIN inventory_parksummary s USING (park_id) GROUP BY y.park_id
    UNION ALL
    SELECT bit_or(B'1'::bit(123) >> (y.year - 1978))
    FROM inventory_parcelyear y WHERE y.parcel_id NOT IN (SELECT id FROM outside) GROUP BY y.parcel_id
    UNION ALL
    SELECT bit_or(B'1'::bit(123) >> (y.year - 1978))
    FROM inventory_enterpriseyear y JOIN enterprise e ON e.id = y.enterprise_id GROUP BY y.enterprise_id
),
alike AS (
    SELECT years, count(*) AS subjects FROM figures GROUP BY years
),
coverage AS (
    SELECT 1978 + at AS year, sum(subjects) AS subjects, 2 * sum(subjects) >= (SELECT sum(subjects) FROM alike) AS enough
    FROM alike CROSS JOIN generate_series(0, 122) AS at
    WHERE get_bit(years, at) = 1
    GROUP BY at
)
SELECT year FROM coverage
ORDER BY enough DESC, CASE WHEN enough THEN year END DESC, subjects DESC, year DESC
LIMIT 1
