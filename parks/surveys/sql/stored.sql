-- A stored parcel with its latest building areas, and a fingerprint that moves with any of them.
SELECT p.*, k.area_id AS area_code, b.gfa_legal_m2, b.gfa_illegal_pre2009_m2, b.gfa_illegal_post2009_m2,
    hashtextextended(p::text || coalesce(b.content, ''), 0) AS fingerprint
FROM inventory_parcel p
JOIN inventory_park k ON k.id = p.park_id
LEFT JOIN LATERAL (
    SELECT
        max(f.gfa_m2) FILTER (WHERE f.legality = 'legal') AS gfa_legal_m2,
        max(f.gfa_m2) FILTER (WHERE f.legality = 'illegal_pre2009') AS gfa_illegal_pre2009_m2,
        max(f.gfa_m2) FILTER (WHERE f.legality = 'illegal_post2009') AS gfa_illegal_post2009_m2,
        string_agg(f::text, ';' ORDER BY f.legality) AS content
    FROM (
        SELECT DISTINCT ON (a.legality) a.legality, a.as_of, a.gfa_m2
        FROM inventory_buildingarea a WHERE a.parcel_id = p.id
        ORDER BY a.legality, a.as_of DESC
    ) f
) b ON true
