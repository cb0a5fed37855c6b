-- Derives inventory_parksummary for the given parks (all where park_ids is null); one without a boundary of today loses it.
-- Floor area and FAR are of parks whose floor area is known on nearly all of their land. Known is what building rows state,
-- 0 m² included; a parcel without any row is unknown. Land is the parcels', but at least a share of the boundary's, so that
-- parcels not yet surveyed do not pass for roads.
-- Parameters: park_ids bigint[], today date, labor_intensive regex on GB/T 4754; fractions complete_from, incomplete_to,
-- floor_area_known_from, parcels_cover_from.
WITH wanted AS (
    SELECT id FROM inventory_park
    WHERE %(park_ids)s::bigint[] IS NULL OR id = ANY (%(park_ids)s::bigint[])
),
governing AS (
    SELECT DISTINCT ON (b.park_id)
        b.park_id, b.kind, b.geometry, b.area_m2, lower(b.valid) AS as_of, s.title
    FROM inventory_parkboundary b
    JOIN wanted w ON w.id = b.park_id
    JOIN inventory_source s ON s.id = b.source_id
    WHERE b.valid @> %(today)s::date
    ORDER BY b.park_id, array_position(ARRAY['surveyed', 'approved', 'listed'], b.kind::text)
),
withdrawn AS (
    DELETE FROM inventory_parksummary s USING wanted w
    WHERE s.park_id = w.id AND NOT EXISTS (SELECT FROM governing g WHERE g.park_id = w.id)
),
land AS (
    SELECT p.park_id,
        count(*) AS parcels,
        sum(p.area_m2) AS area_m2,
        sum(CASE p.procedure
            WHEN 'complete' THEN p.area_m2
            WHEN 'incomplete' THEN 0
            ELSE CASE WHEN p.procedure_area_m2 IS NOT NULL THEN least(p.procedure_area_m2, p.area_m2) END
        END) AS complete_m2,
        sum(p.area_m2) FILTER (WHERE p.procedure <> 'partial' OR p.procedure_area_m2 IS NOT NULL) AS known_m2
    FROM inventory_parcel p JOIN wanted w ON w.id = p.park_id
    GROUP BY p.park_id
),
building AS (
    SELECT DISTINCT ON (b.parcel_id, b.legality) p.park_id, b.parcel_id, p.area_m2, b.gfa_m2, b.status
    FROM inventory_buildingarea b
    JOIN inventory_parcel p ON p.id = b.parcel_id
    JOIN wanted w ON w.id = p.park_id
    ORDER BY b.parcel_id, b.legality, b.as_of DESC
),
built AS (
    SELECT park_id, min(area_m2) AS area_m2, sum(gfa_m2) AS gfa_m2, count(*) AS facts,
        count(*) FILTER (WHERE status = 'imputed') AS imputed
    FROM building GROUP BY park_id, parcel_id
),
floor AS (
    SELECT park_id, sum(area_m2) AS land_m2, sum(gfa_m2) AS gfa_m2, sum(facts) AS facts, sum(imputed) AS imputed
    FROM built GROUP BY park_id
),
figures AS (
    SELECT DISTINCT ON (y.park_id) y.park_id, y.year, y.status, y.output_yuan, y.tax_yuan
    FROM inventory_parkyear y JOIN wanted w ON w.id = y.park_id
    ORDER BY y.park_id, y.year DESC, array_position(ARRAY['verified', 'reported', 'imputed'], y.status::text)
),
condition AS (
    SELECT DISTINCT ON (c.park_id) c.park_id, c.status, c.metro_distance_m
    FROM inventory_parkcondition c JOIN wanted w ON w.id = c.park_id
    ORDER BY c.park_id, c.as_of DESC
),
firm AS (
    SELECT DISTINCT p.park_id, e.id, e.industry, e.leading_industry
    FROM inventory_tenancy t
    JOIN inventory_parcel p ON p.id = t.parcel_id
    JOIN wanted w ON w.id = p.park_id
    JOIN inventory_enterprise e ON e.id = t.enterprise_id
    WHERE t.valid @> %(today)s::date
),
firms AS (
    SELECT park_id, count(*) AS firms,
        avg((industry ~ %(labor_intensive)s)::int) AS labor_intensive,
        avg(leading_industry::int) AS leading_industry
    FROM firm GROUP BY park_id
),
covered AS (
    SELECT g.park_id,
        coalesce(f.land_m2, 0) / nullif(greatest(l.area_m2, %(parcels_cover_from)s * g.area_m2), 0) AS share
    FROM governing g LEFT JOIN land l USING (park_id) LEFT JOIN floor f USING (park_id)
)
INSERT INTO inventory_parksummary (
    park_id, boundary_kind, geometry, area_m2, gfa_coverage, gfa_m2, far, year, output_yuan, tax_yuan, output_per_mu, tax_per_mu,
    procedure_share, procedure, labor_intensive_share, leading_industry_share, metro_distance_m,
    parcel_count, enterprise_count, imputed_share, as_of, source_title
)
SELECT
    g.park_id, g.kind, g.geometry, g.area_m2, v.share,
    CASE WHEN v.share >= %(floor_area_known_from)s THEN f.gfa_m2 END,
    CASE WHEN v.share >= %(floor_area_known_from)s THEN f.gfa_m2 / nullif(g.area_m2, 0) END,
    y.year, y.output_yuan, y.tax_yuan,
    y.output_yuan / 10000 / nullif(g.area_m2 * 15 / 10000, 0),
    y.tax_yuan / 10000 / nullif(g.area_m2 * 15 / 10000, 0),
    l.complete_m2 / nullif(l.known_m2, 0),
    CASE
        WHEN l.known_m2 IS NULL OR l.known_m2 = 0 THEN NULL
        WHEN l.complete_m2 / l.known_m2 >= %(complete_from)s THEN 'complete'
        WHEN l.complete_m2 / l.known_m2 <= %(incomplete_to)s THEN 'incomplete'
        ELSE 'partial'
    END,
    e.labor_intensive, e.leading_industry, c.metro_distance_m,
    coalesce(l.parcels, 0), coalesce(e.firms, 0),
    (coalesce(f.imputed, 0) + (y.status IS NOT DISTINCT FROM 'imputed')::int + (c.status IS NOT DISTINCT FROM 'imputed')::int)::float
        / nullif(coalesce(f.facts, 0) + (y.status IS NOT NULL)::int + (c.status IS NOT NULL)::int, 0),
    g.as_of, g.title
FROM governing g
JOIN covered v USING (park_id)
LEFT JOIN land l USING (park_id)
LEFT JOIN floor f USING (park_id)
LEFT JOIN figures y USING (park_id)
LEFT JOIN condition c USING (park_id)
LEFT JOIN firms e USING (park_id)
ON CONFLICT (park_id) DO UPDATE SET
    boundary_kind = excluded.boundary_kind, geometry = excluded.geometry, area_m2 = excluded.area_m2,
    gfa_coverage = excluded.gfa_coverage, gfa_m2 = excluded.gfa_m2, far = excluded.far, year = excluded.year, output_yuan = excluded.output_yuan,
    tax_yuan = excluded.tax_yuan, output_per_mu = excluded.output_per_mu, tax_per_mu = excluded.tax_per_mu,
    procedure_share = excluded.procedure_share, procedure = excluded.procedure,
    labor_intensive_share = excluded.labor_intensive_share, leading_industry_share = excluded.leading_industry_share,
    metro_distance_m = excluded.metro_distance_m, parcel_count = excluded.parcel_count,
    enterprise_count = excluded.enterprise_count, imputed_share = excluded.imputed_share,
    as_of = excluded.as_of, source_title = excluded.source_title
