-- Stored parcels with one of the codes, or within one of the boxes.
WITH stored AS NOT MATERIALIZED (/*stored*/)
SELECT id, code, park_id, area_code, tenure, procedure, procedure_area_m2, certificate, land_use, declared_area_m2,
    owner_name, address, surveyed_on,
    gfa_legal_m2, legal_as_of, legal_storeys, legal_built_year,
    gfa_illegal_pre2009_m2, illegal_pre2009_as_of, illegal_pre2009_storeys, illegal_pre2009_built_year,
    gfa_illegal_post2009_m2, illegal_post2009_as_of, illegal_post2009_storeys, illegal_post2009_built_year,
    fingerprint, ST_AsBinary(geometry) AS wkb
FROM stored
WHERE id = ANY (ARRAY(
    SELECT id FROM inventory_parcel WHERE code = ANY (string_to_array(%(codes)s, ','))
    UNION
    SELECT p.id FROM (/*boxes*/) b JOIN inventory_parcel p ON p.geometry && b.box
))
