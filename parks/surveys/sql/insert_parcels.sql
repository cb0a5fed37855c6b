INSERT INTO inventory_parcel (
    code, park_id, tenure, procedure, procedure_area_m2, certificate, land_use, declared_area_m2, owner_name, address,
    surveyed_on, source_id, is_synthetic, geometry
)
SELECT code, park_id, tenure, procedure, procedure_area_m2, certificate, coalesce(land_use, ''), declared_area_m2,
    coalesce(owner_name, ''), coalesce(address, ''), surveyed_on, %(source)s, false, geometry
FROM surveys_surveyrow
WHERE upload_id = %(upload)s AND outcome = 'new'
ORDER BY row
