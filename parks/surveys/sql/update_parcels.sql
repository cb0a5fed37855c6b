-- What the file does not say stays as it is; an area with procedures that the new status contradicts is withdrawn.
UPDATE inventory_parcel p SET
    park_id = coalesce(r.park_id, p.park_id),
    tenure = coalesce(r.tenure, p.tenure),
    procedure = coalesce(r.procedure, p.procedure),
    procedure_area_m2 = CASE WHEN 'procedure_area_m2' = ANY (r.changed) THEN r.procedure_area_m2 ELSE p.procedure_area_m2 END,
    certificate = coalesce(r.certificate, p.certificate),
    land_use = coalesce(r.land_use, p.land_use),
    declared_area_m2 = coalesce(r.declared_area_m2, p.declared_area_m2),
    owner_name = coalesce(r.owner_name, p.owner_name),
    address = coalesce(r.address, p.address),
    surveyed_on = coalesce(r.surveyed_on, p.surveyed_on),
    geometry = CASE WHEN 'geometry' = ANY (r.changed) THEN r.geometry ELSE p.geometry END,
    source_id = %(source)s
FROM surveys_surveyrow r
WHERE r.upload_id = %(upload)s AND r.outcome = 'update' AND p.id = r.parcel_id
