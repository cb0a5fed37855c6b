-- Stored parcels within the area codes, as a survey that can be mended and uploaded again. Storeys and year stand for all
-- floor areas of a row, so they are told only where all of these agree.
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT s.code, k.code AS park_code, s.tenure, s.procedure, s.procedure_area_m2, s.certificate,
    nullif(s.land_use, '') AS land_use, s.declared_area_m2, nullif(s.owner_name, '') AS owner_name,
    nullif(s.address, '') AS address, s.surveyed_on::text AS surveyed_on,
    s.gfa_legal_m2, s.gfa_illegal_pre2009_m2, s.gfa_illegal_post2009_m2,
    CASE WHEN least(s.legal_storeys, s.illegal_pre2009_storeys, s.illegal_post2009_storeys)
        = greatest(s.legal_storeys, s.illegal_pre2009_storeys, s.illegal_post2009_storeys)
        THEN greatest(s.legal_storeys, s.illegal_pre2009_storeys, s.illegal_post2009_storeys) END AS storeys,
    CASE WHEN least(s.legal_built_year, s.illegal_pre2009_built_year, s.illegal_post2009_built_year)
        = greatest(s.legal_built_year, s.illegal_pre2009_built_year, s.illegal_post2009_built_year)
        THEN greatest(s.legal_built_year, s.illegal_pre2009_built_year, s.illegal_post2009_built_year) END AS built_year,
    s.fingerprint, ST_AsBinary(s.geometry) AS wkb
FROM stored s JOIN inventory_park k ON k.id = s.park_id
WHERE k.area_id ^@ ANY (%(scope)s) AND (k.code = %(within)s OR k.area_id ^@ %(within)s)
ORDER BY s.code
LIMIT %(limit)s
