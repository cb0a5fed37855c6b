-- One row a parcel of an assessed park; figures of the year, verified before reported before imputed. R&D above output is
-- no share of it and stays unknown.
-- Parameters: year smallint or null (null: no figures).
WITH figures AS (
    SELECT DISTINCT ON (parcel_id) *
    FROM inventory_parcelyear
    WHERE year = %(year)s::int
    ORDER BY parcel_id, array_position(ARRAY['verified', 'reported', 'imputed'], status::text)
),
land AS (
    SELECT p.id, p.park_id, left(k.area_id, 6) AS district_code, nullif(p.area_m2 * 15 / 10000, 0) AS mu
    FROM inventory_parcel p
    JOIN inventory_park k ON k.id = p.park_id
    JOIN inventory_parksummary s ON s.park_id = p.park_id
)
SELECT
    l.id,
    l.park_id,
    l.district_code,
    l.mu AS land_mu,
    y.output_yuan / 10000 / l.mu AS output_per_mu,
    y.tax_yuan / 10000 / l.mu AS tax_per_mu,
    CASE WHEN y.output_yuan = 0 THEN 0
        ELSE y.output_yuan / 10000 / nullif(y.energy_tce, 0) END AS output_per_tce,
    CASE WHEN y.rd_yuan = 0 THEN 0
        WHEN y.rd_yuan <= y.output_yuan THEN y.rd_yuan / y.output_yuan END AS rd_share,
    y.upgrade_yuan / 10000 / l.mu AS upgrade_per_mu,
    y.recognitions,
    y.uploaded,
    y.falsified
FROM land l
LEFT JOIN figures y ON y.parcel_id = l.id
ORDER BY l.id
