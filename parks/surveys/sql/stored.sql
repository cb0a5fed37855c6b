-- A stored parcel with its latest building area of each legality, and a fingerprint that moves with any of them.
SELECT p.*, k.area_id AS area_code,
    b.gfa_legal_m2, b.legal_as_of, b.legal_storeys, b.legal_built_year,
    b.gfa_illegal_pre2009_m2, b.illegal_pre2009_as_of, b.illegal_pre2009_storeys, b.illegal_pre2009_built_year,
    b.gfa_illegal_post2009_m2, b.illegal_post2009_as_of, b.illegal_post2009_storeys, b.illegal_post2009_built_year,
    hashtextextended(p::text || coalesce(b.content, ''), 0) AS fingerprint
FROM inventory_parcel p
JOIN inventory_park k ON k.id = p.park_id
LEFT JOIN LATERAL (
    SELECT
        max(f.gfa_m2) FILTER (WHERE f.legality = 'legal') AS gfa_legal_m2,
        max(f.as_of) FILTER (WHERE f.legality = 'legal') AS legal_as_of,
        max(f.storeys) FILTER (WHERE f.legality = 'legal') AS legal_storeys,
        max(f.built_year) FILTER (WHERE f.legality = 'legal') AS legal_built_year,
        max(f.gfa_m2) FILTER (WHERE f.legality = 'illegal_pre2009') AS gfa_illegal_pre2009_m2,
        max(f.as_of) FILTER (WHERE f.legality = 'illegal_pre2009') AS illegal_pre2009_as_of,
        max(f.storeys) FILTER (WHERE f.legality = 'illegal_pre2009') AS illegal_pre2009_storeys,
        max(f.built_year) FILTER (WHERE f.legality = 'illegal_pre2009') AS illegal_pre2009_built_year,
        max(f.gfa_m2) FILTER (WHERE f.legality = 'illegal_post2009') AS gfa_illegal_post2009_m2,
        max(f.as_of) FILTER (WHERE f.legality = 'illegal_post2009') AS illegal_post2009_as_of,
        max(f.storeys) FILTER (WHERE f.legality = 'illegal_post2009') AS illegal_post2009_storeys,
        max(f.built_year) FILTER (WHERE f.legality = 'illegal_post2009') AS illegal_post2009_built_year,
        string_agg(f::text, ';' ORDER BY f.legality) AS content
    FROM (
        SELECT DISTINCT ON (a.legality) a.*
        FROM inventory_buildingarea a WHERE a.parcel_id = p.id
        ORDER BY a.legality, a.as_of DESC
    ) f
) b ON true
