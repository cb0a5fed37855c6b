-- The parks inside the scope with their figures and results of one appraisal, most urgent first.
SELECT
    p.id, p.code, p.name, p.area_id, p.tenure, s.procedure,
    round(s.area_m2)::bigint, round(s.gfa_m2)::bigint, s.far, s.output_per_mu, s.tax_per_mu, s.procedure_share,
    r.grade, r.grade_score, r.mode, r.need, r.opportunity, r.priority, r.rank, r.completeness,
    p.is_synthetic, ST_AsBinary(s.geometry)
FROM inventory_park p
JOIN ({visible_parks}) k ON k.id = p.id
LEFT JOIN inventory_parksummary s ON s.park_id = p.id
LEFT JOIN appraisals_parkresult r ON r.park_id = p.id AND r.appraisal_id = %(appraisal)s
ORDER BY r.rank, p.code
