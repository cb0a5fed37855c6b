-- What every payload depends on: the inventory's revision and the current appraisal with its policy edition.
SELECT coalesce(r.number, 0) AS revision, a.id AS appraisal, a.policy_edition
FROM (VALUES (1)) AS always (present)
LEFT JOIN inventory_datarevision r ON true
LEFT JOIN appraisals_appraisal a ON a.is_current
