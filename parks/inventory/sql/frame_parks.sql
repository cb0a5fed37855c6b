-- One row a park with a summary (a park without any boundary has no land area and cannot be assessed).
-- Figures of the year; where it is the summary's own, they are the summary's, so that grade, map and export rest on the
-- same numbers. R&D above output is no share of it and stays unknown. The inventory does not yet hold the development-zone
-- class, pilot status or agreed tax that decide which minimum of tax per mu applies.
-- Parameters: year smallint or null (null: no figures).
WITH figures AS (
    SELECT DISTINCT ON (park_id) *
    FROM inventory_parkyear
    WHERE year = %(year)s::int
    ORDER BY park_id, array_position(ARRAY['verified', 'reported', 'imputed'], status::text)
),
condition AS (
    SELECT DISTINCT ON (park_id) * FROM inventory_parkcondition ORDER BY park_id, as_of DESC
),
land AS (
    SELECT park_id, nullif(area_m2 * 15 / 10000, 0) AS mu, nullif(area_m2 / 10000, 0) AS ha FROM inventory_parksummary
)
SELECT
    p.id,
    left(p.area_id, 6) AS district_code,
    s.area_m2,
    s.far,
    c.pre2000_lowrise_share,
    c.industrial_nearby_m2 / 10000 AS industrial_nearby_ha,
    CASE WHEN y.year = s.year THEN s.output_per_mu ELSE y.output_yuan / 10000 / l.mu END AS output_per_mu,
    CASE WHEN y.year = s.year THEN s.tax_per_mu ELSE y.tax_yuan / 10000 / l.mu END AS tax_per_mu,
    CASE WHEN y.output_yuan = 0 THEN 0
        ELSE y.output_yuan / 10000 / nullif(y.energy_tce, 0) END AS output_per_tce,
    CASE WHEN y.rd_yuan = 0 THEN 0
        WHEN y.rd_yuan <= y.output_yuan THEN y.rd_yuan / y.output_yuan END AS rd_share,
    y.upgrade_yuan / 10000 / l.mu AS upgrade_per_mu,
    y.recognitions,
    y.uploaded,
    y.falsified,
    s.labor_intensive_share,
    c.vacancy_share,
    s.leading_industry_share,
    c.metro_distance_m,
    c.centre_distance_m / 1000 AS centre_distance_km,
    c.in_block_share,
    c.planned_industrial_share,
    s.procedure_share,
    c.right_holder_count,
    c.consent_share,
    c.lease_years_left,
    c.sublease_tiers,
    c.hazard_count / l.ha AS hazards_per_ha,
    c.pollution_cases,
    c.unmet_needs,
    c.in_urban_village_plan,
    c.urban_village_overlap_share,
    c.planned_gfa_m2,
    c.target_far,
    c.core_location,
    c.on_platform,
    c.structurally_sound,
    NULL AS tax_class,
    NULL AS pilot,
    NULL AS agreed_tax_per_mu,
    s.imputed_share
FROM inventory_park p
JOIN inventory_parksummary s ON s.park_id = p.id
JOIN land l ON l.park_id = p.id
LEFT JOIN figures y ON y.park_id = p.id
LEFT JOIN condition c ON c.park_id = p.id
ORDER BY p.id
