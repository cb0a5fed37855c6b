-- One row a park with a summary (a park without any boundary has no land area and cannot be assessed).
-- Figures of the year; where it is the summary's own, they are the summary's, so that grade, map and export rest on the
-- same numbers. R&D above output is no share of it and stays unknown.
-- Of the dated records the latest not after the day counts, of that day verified before reported before imputed. Needs are
-- counted from the checklist where the survey of conditions gives no number and all nine items are known. A park is a public
-- utility only if every enterprise there on the day is one. The guideline is that of the scheme's industry: of the editions
-- the latest not after the day, of its rows the one that names the industry most exactly.
-- Parameters: year smallint or null (null: no figures); day date.
WITH figures AS (
    SELECT DISTINCT ON (park_id) *
    FROM inventory_parkyear
    WHERE year = %(year)s::int
    ORDER BY park_id, status = 'imputed', status = 'reported'
),
condition AS (
    SELECT DISTINCT ON (park_id) * FROM inventory_parkcondition ORDER BY park_id, as_of DESC
),
situation AS (
    SELECT DISTINCT ON (park_id) * FROM inventory_parksituation
    WHERE as_of <= %(day)s::date
    ORDER BY park_id, as_of DESC, status = 'imputed', status = 'reported'
),
needs AS (
    SELECT DISTINCT ON (park_id) * FROM inventory_parkneeds
    WHERE as_of <= %(day)s::date
    ORDER BY park_id, as_of DESC, status = 'imputed', status = 'reported'
),
checklist AS (
    SELECT park_id,
        (product_range = 'none')::int + (business_platform = 'none')::int + (incubation = 'none')::int
        + (daily_services = 'none')::int + (diverse_housing = 'none')::int + (schools_health_culture = 'none')::int
        + (commuting = 'none')::int + (open_space = 'none')::int + (green = 'none')::int AS unmet
    FROM needs
),
scheme AS (
    SELECT DISTINCT ON (park_id) * FROM inventory_renewalscheme
    WHERE as_of <= %(day)s::date
    ORDER BY park_id, as_of DESC, status = 'imputed', status = 'reported'
),
guideline AS (
    SELECT DISTINCT ON (i.industry) i.industry, g.output_yuan_per_mu, g.investment_yuan_per_mu
    FROM (SELECT DISTINCT industry FROM inventory_renewalscheme) AS i
    CROSS JOIN unnest(ARRAY[1, 3, 4, 5]) AS length
    JOIN inventory_industryguideline g ON g.industry = left(i.industry, length)
    WHERE g.edition_id = (
        SELECT id FROM inventory_guidelineedition WHERE valid_from <= %(day)s::date ORDER BY valid_from DESC LIMIT 1
    )
    ORDER BY i.industry, length DESC
),
firm AS NOT MATERIALIZED (
    SELECT p.park_id, e.public_utility
    FROM inventory_parcel p
    JOIN inventory_tenancy t ON t.parcel_id = p.id
    JOIN inventory_enterprise e ON e.id = t.enterprise_id
    WHERE t.valid @> %(day)s::date
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
    coalesce(
        (SELECT false FROM firm f WHERE f.park_id = p.id AND NOT f.public_utility LIMIT 1),
        (SELECT CASE WHEN count(*) > 0 AND count(f.public_utility) = count(*) THEN true END
            FROM firm f WHERE f.park_id = p.id)
    ) AS public_utility,
    CASE WHEN p.started_year IS NOT NULL
        THEN greatest(coalesce(%(year)s::int, extract(year FROM %(day)s::date)) - p.started_year, 0) END AS operating_years,
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
    coalesce(c.unmet_needs, checklist.unmet) AS unmet_needs,
    c.in_urban_village_plan,
    c.urban_village_overlap_share,
    c.planned_gfa_m2,
    c.target_far,
    c.core_location,
    c.on_platform,
    c.structurally_sound,
    t.tax_class,
    r.pilot,
    r.agreed_tax_yuan_per_mu / 10000 AS agreed_tax_per_mu,
    s.imputed_share,
    CASE p.tenure WHEN 'collective' THEN 'collective'
        WHEN 'state_collective_use' THEN 'state_held_by_village' END AS ownership,
    CASE p.main_use WHEN 'industrial' THEN 'industrial' WHEN 'warehouse' THEN 'logistics' END AS main_use,
    t.historic_industrial_use,
    t.renewal_start_year,
    t.renewal_use,
    t.renewal_status,
    t.rebuild_blocked,
    t.industry_chain,
    t.skilled_operator,
    t.land_route,
    t.mixed_with_old_village,
    p.tenure = 'mixed' AS mixed_tenure,
    t.housing_needed,
    t.assembly_cost_yuan_per_mu / 10000 AS assembly_cost_per_mu,
    t.industrial_land_price_yuan_per_mu / 10000 AS industrial_land_price_per_mu,
    t.rent_only,
    t.area_vacancy_share,
    t.relocation_plan,
    t.own_leasing,
    t.fire_accepted,
    t.permitted_rebuild,
    t.onsite_housing,
    t.cluster_housing,
    t.within_growth_boundary,
    t.village_feasibility,
    t.village_land,
    n.product_range AS need_product_range,
    n.business_platform AS need_business_platform,
    n.incubation AS need_incubation,
    n.daily_services AS need_daily_services,
    n.diverse_housing AS need_diverse_housing,
    n.schools_health_culture AS need_schools_health_culture,
    n.commuting AS need_commuting,
    n.open_space AS need_open_space,
    n.green AS need_green,
    r.path AS scheme_path,
    r.irr AS scheme_irr,
    r.self_hold_share AS scheme_self_hold_share,
    r.rent_yuan_m2_month AS scheme_rent,
    r.rent_growth AS scheme_rent_growth,
    r.dormitory_share AS scheme_dormitory_share,
    r.far AS scheme_far,
    r.term_years AS scheme_term_years,
    r.factory_gfa_m2 AS scheme_factory_gfa_m2,
    r.factory_share AS scheme_factory_share,
    r.existing_factory_gfa_m2,
    r.housing_share AS scheme_housing_share,
    r.schools_provided AS scheme_schools_provided,
    r.handover_m2 / 10000 AS scheme_handover_ha,
    r.listed_industry AS scheme_listed_industry,
    r.suits_light_load,
    r.suits_small_volume,
    r.suits_advanced_process,
    r.suits_low_pollution,
    r.suits_rd_coupling,
    r.land_scarce,
    r.supervision_agreement,
    r.contiguous_m2 * 15 / 10000 AS contiguous_mu,
    r.investment_yuan_per_mu / 10000 AS scheme_investment_per_mu,
    r.output_yuan_per_mu / 10000 AS scheme_output_per_mu,
    r.tax_yuan_per_mu / 10000 AS scheme_tax_per_mu,
    g.output_yuan_per_mu / 10000 AS guideline_output_per_mu,
    g.investment_yuan_per_mu / 10000 AS guideline_investment_per_mu
FROM inventory_park p
JOIN inventory_parksummary s ON s.park_id = p.id
JOIN land l ON l.park_id = p.id
LEFT JOIN figures y ON y.park_id = p.id
LEFT JOIN condition c ON c.park_id = p.id
LEFT JOIN situation t ON t.park_id = p.id
LEFT JOIN needs n ON n.park_id = p.id
LEFT JOIN checklist ON checklist.park_id = p.id
LEFT JOIN scheme r ON r.park_id = p.id
LEFT JOIN guideline g ON g.industry = r.industry
ORDER BY p.id
