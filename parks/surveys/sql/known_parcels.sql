-- Stored parcels with one of the codes, or within the bounds (west, south, east, north; EPSG:4490).
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT id, code, park_id, area_code, tenure, procedure, procedure_area_m2, certificate, land_use, declared_area_m2,
    owner_name, address, surveyed_on, gfa_legal_m2, gfa_illegal_pre2009_m2, gfa_illegal_post2009_m2, fingerprint,
    ST_AsBinary(geometry) AS wkb
FROM stored
WHERE code = ANY (%(codes)s)
    OR geometry && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490)
