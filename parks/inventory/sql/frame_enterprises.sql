-- One row an enterprise that holds land in an assessed park on the day; its park is that of its largest tenancy.
-- Land (用地) = owned + leased − let out. Where the tenancies of a parcel together exceed its land (a hundredth for rounding),
-- land that was let on is counted twice: the tenants' is let out by the owners there, the subtenants' by the tenants
-- there, each in proportion to what they hold. Otherwise each tenancy says what its holder uses.
-- Sums are taken in one order, that of the rows, so that they are the same to the bit each time.
-- Figures of the year. R&D above output is no share of it and stays unknown.
-- Parameters: year smallint or null (null: no figures); day date.
WITH held AS (
    SELECT t.id, t.enterprise_id, t.parcel_id, p.park_id, left(k.area_id, 6) AS district_code, t.holding,
        t.land_area_m2 AS m2, p.area_m2 AS parcel_m2
    FROM inventory_tenancy t
    JOIN inventory_parcel p ON p.id = t.parcel_id
    JOIN inventory_park k ON k.id = p.park_id
    JOIN inventory_parksummary s ON s.park_id = p.park_id
    WHERE t.valid @> %(day)s::date
),
on_parcel AS (
    SELECT parcel_id,
        sum(m2) > 1.01 * min(parcel_m2) AS counted_twice,
        sum(m2) FILTER (WHERE holding = 'owner') AS owned,
        sum(m2) FILTER (WHERE holding = 'tenant') AS leased,
        sum(m2) FILTER (WHERE holding = 'subtenant') AS subleased
    FROM (SELECT * FROM held ORDER BY parcel_id, id) AS ordered GROUP BY parcel_id
),
net AS (
    SELECT h.id, h.enterprise_id,
        h.m2 * (1 - least(coalesce(CASE
            WHEN NOT o.counted_twice THEN 0
            WHEN h.holding = 'owner' THEN o.leased / nullif(o.owned, 0)
            WHEN h.holding = 'tenant' THEN o.subleased / nullif(o.leased, 0)
        END, 0), 1)) AS m2
    FROM held h JOIN on_parcel o USING (parcel_id)
),
land AS (
    SELECT enterprise_id, nullif(sum(m2) * 15 / 10000, 0) AS mu
    FROM (SELECT * FROM net ORDER BY enterprise_id, id) AS ordered GROUP BY enterprise_id
),
seat AS (
    SELECT DISTINCT ON (enterprise_id) enterprise_id, park_id, district_code
    FROM held ORDER BY enterprise_id, m2 DESC, id
),
figures AS (
    SELECT DISTINCT ON (enterprise_id) *
    FROM inventory_enterpriseyear
    WHERE year = %(year)s::int
    ORDER BY enterprise_id, status = 'imputed', status = 'reported'
)
SELECT
    e.id,
    seat.park_id,
    seat.district_code,
    l.mu AS land_mu,
    y.output_yuan / 10000 / l.mu AS output_per_mu,
    y.tax_yuan / 10000 / l.mu AS tax_per_mu,
    y.value_added_yuan / 10000 / l.mu AS value_added_per_mu,
    CASE WHEN y.output_yuan = 0 THEN 0
        ELSE y.output_yuan / 10000 / nullif(y.energy_tce, 0) END AS output_per_tce,
    CASE WHEN y.value_added_yuan = 0 THEN 0
        ELSE y.value_added_yuan / 10000 / nullif(y.energy_tce, 0) END AS value_added_per_tce,
    CASE WHEN y.value_added_yuan = 0 THEN 0
        ELSE y.value_added_yuan / 10000 / nullif(y.emission_equivalents, 0) END AS value_added_per_emission,
    CASE WHEN y.value_added_yuan = 0 THEN 0
        ELSE y.value_added_yuan / 10000 / nullif(y.employees, 0) END AS labor_productivity,
    CASE WHEN y.tax_yuan = 0 THEN 0 ELSE y.tax_yuan / nullif(y.electricity_kwh, 0) END AS tax_per_kwh,
    CASE WHEN y.rd_yuan = 0 THEN 0
        WHEN y.rd_yuan <= y.output_yuan THEN y.rd_yuan / y.output_yuan END AS rd_share,
    y.upgrade_yuan / 10000 / l.mu AS upgrade_per_mu,
    y.recognitions,
    y.uploaded,
    y.falsified,
    y.bonus_points,
    y.penalty_points,
    e.public_utility,
    CASE WHEN e.operating_since IS NOT NULL
        THEN greatest(coalesce(%(year)s::int, extract(year FROM %(day)s::date)) - e.operating_since, 0) END AS operating_years,
    e.industry,
    e.above_scale
FROM inventory_enterprise e
JOIN seat ON seat.enterprise_id = e.id
JOIN land l ON l.enterprise_id = e.id
LEFT JOIN figures y ON y.enterprise_id = e.id
ORDER BY e.id
