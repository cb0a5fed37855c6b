-- One row a parcel of an assessed park; figures of the year, verified before reported before imputed. R&D above output is
-- no share of it and stays unknown; means of three years only where all three are known.
-- Of the dated records the latest not after the day counts, of that day verified before reported before imputed.
-- Industry, years in operation and public utility are of the enterprise with the largest tenancy on the day. Of the guideline
-- editions the latest not after the day counts, of its rows the one that names the industry most exactly.
-- Land is idle for the years since the agreed start, for none once work has started, for unknown ones if that is unknown.
-- Parameters: year smallint or null (null: no figures); day date.
WITH figures AS (
    SELECT DISTINCT ON (parcel_id) *
    FROM inventory_parcelyear
    WHERE year = %(year)s::int
    ORDER BY parcel_id, status = 'imputed', status = 'reported'
),
before AS (
    SELECT parcel_id,
        CASE WHEN count(output_yuan) = 2 THEN sum(output_yuan) END AS output_yuan,
        CASE WHEN count(tax_yuan) = 2 THEN sum(tax_yuan) END AS tax_yuan
    FROM (
        SELECT DISTINCT ON (parcel_id, year) parcel_id, output_yuan, tax_yuan
        FROM inventory_parcelyear
        WHERE year IN (%(year)s::int - 2, %(year)s::int - 1)
        ORDER BY parcel_id, year, status = 'imputed', status = 'reported'
    ) AS best
    GROUP BY parcel_id
),
land AS (
    SELECT p.id, p.park_id, k.area_id, p.tenure, p.in_block, p.granted_year, nullif(p.area_m2 * 15 / 10000, 0) AS mu
    FROM inventory_parcel p
    JOIN inventory_park k ON k.id = p.park_id
    JOIN inventory_parksummary s ON s.park_id = p.park_id
),
main AS (
    SELECT DISTINCT ON (parcel_id) parcel_id, enterprise_id FROM inventory_tenancy
    WHERE valid @> %(day)s::date
    ORDER BY parcel_id, land_area_m2 DESC, id
),
guideline AS (
    SELECT DISTINCT ON (i.industry) i.industry, g.output_yuan_per_mu, g.investment_yuan_per_mu, g.tax_yuan_per_mu
    FROM (SELECT DISTINCT industry FROM inventory_enterprise) AS i
    CROSS JOIN unnest(ARRAY[1, 3, 4, 5]) AS length
    JOIN inventory_industryguideline g ON g.industry = left(i.industry, length)
    WHERE g.edition_id = (
        SELECT id FROM inventory_guidelineedition WHERE valid_from <= %(day)s::date ORDER BY valid_from DESC LIMIT 1
    )
    ORDER BY i.industry, length DESC
),
agreement AS (
    SELECT DISTINCT ON (parcel_id) * FROM inventory_agreement
    WHERE as_of <= %(day)s::date
    ORDER BY parcel_id, as_of DESC, status = 'imputed', status = 'reported'
),
idle AS (
    SELECT DISTINCT ON (parcel_id) *,
        extract(epoch FROM age(%(day)s::date, agreed_start)) / 31557600 AS years_late,
        extract(epoch FROM age(%(day)s::date, stopped_on)) / 31557600 AS years_stopped
    FROM inventory_idleland
    WHERE as_of <= %(day)s::date
    ORDER BY parcel_id, as_of DESC, status = 'imputed', status = 'reported'
),
inefficient AS (
    SELECT DISTINCT ON (parcel_id) * FROM inventory_inefficiency
    WHERE as_of <= %(day)s::date
    ORDER BY parcel_id, as_of DESC, status = 'imputed', status = 'reported'
)
SELECT
    l.id,
    l.park_id,
    left(l.area_id, 6) AS district_code,
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
    m.public_utility,
    CASE WHEN m.operating_since IS NOT NULL
        THEN greatest(coalesce(%(year)s::int, extract(year FROM %(day)s::date)) - m.operating_since, 0) END AS operating_years,
    CASE WHEN length(l.area_id) >= 9 THEN left(l.area_id, 9) END AS town_code,
    l.tenure,
    l.in_block,
    l.granted_year,
    a.kind AS agreement,
    a.output_yuan_per_mu / 10000 AS agreed_output_per_mu,
    a.tax_yuan_per_mu / 10000 AS agreed_tax_per_mu,
    a.investment_yuan_per_mu / 10000 AS agreed_investment_per_mu,
    a.invested_yuan / 10000 / l.mu AS investment_per_mu,
    a.relief_share,
    a.rectified,
    (y.output_yuan + b.output_yuan) / 3 / 10000 / l.mu AS mean3_output_per_mu,
    (y.tax_yuan + b.tax_yuan) / 3 / 10000 / l.mu AS mean3_tax_per_mu,
    g.output_yuan_per_mu / 10000 AS guideline_output_per_mu,
    g.tax_yuan_per_mu / 10000 AS guideline_tax_per_mu,
    g.investment_yuan_per_mu / 10000 AS guideline_investment_per_mu,
    a.ever_performed,
    a.in_production,
    a.self_use_share,
    i.cause AS idle_cause,
    CASE WHEN i.construction_started OR i.years_late < 0 THEN 0
        WHEN NOT i.construction_started THEN i.years_late END AS idle_years,
    i.construction_started,
    i.started_share,
    i.invested_share,
    CASE WHEN NOT i.work_stopped OR i.years_stopped < 0 THEN 0 ELSE i.years_stopped END AS stopped_years,
    i.hoarding,
    i.land_price_yuan / 10000 AS land_price_wan_yuan,
    i.direct_loss_yuan / 10000 AS direct_loss_wan_yuan,
    f.designated AS government_designated,
    f.exemption,
    CASE WHEN f.exemption IS NOT NULL THEN f.exemption <> 'none' AND f.exemption_document <> '' AND f.reviewer <> ''
        AND f.reviewed_on IS NOT NULL END AS exemption_documented,
    f.illegal_use,
    f.exit
FROM land l
LEFT JOIN figures y ON y.parcel_id = l.id
LEFT JOIN before b ON b.parcel_id = l.id
LEFT JOIN main ON main.parcel_id = l.id
LEFT JOIN inventory_enterprise m ON m.id = main.enterprise_id
LEFT JOIN guideline g ON g.industry = m.industry
LEFT JOIN agreement a ON a.parcel_id = l.id
LEFT JOIN idle i ON i.parcel_id = l.id
LEFT JOIN inefficient f ON f.parcel_id = l.id
ORDER BY l.id
