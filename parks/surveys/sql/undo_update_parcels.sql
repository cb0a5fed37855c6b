UPDATE inventory_parcel p SET
    code = e.code,
    park_id = e.park_id,
    tenure = e.tenure,
    procedure = e.procedure,
    procedure_area_m2 = e.procedure_area_m2,
    certificate = e.certificate,
    land_use = e.land_use,
    declared_area_m2 = e.declared_area_m2,
    owner_name = e.owner_name,
    address = e.address,
    surveyed_on = e.surveyed_on,
    source_id = e.source_id,
    is_synthetic = e.is_synthetic,
    geometry = e.geometry
FROM survey_undo u JOIN inventory_parcelevent e ON e.pgh_id = u.before
WHERE p.id = u.parcel_id AND u.reason IS NULL
