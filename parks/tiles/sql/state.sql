-- What every payload depends on: the inventory's revision and the current appraisal with its policy edition, each with
-- what tells it from another of the same number in a database that was restored or emptied meanwhile; and
-- whether the visitor may come in. Django has verified this request's session or token, or it did so before and
-- session, password, scope and account are still the same.
SELECT
    coalesce(r.number, 0) AS revision, coalesce(r.nonce, '') AS nonce,
    a.id AS appraisal, coalesce(a.result_hash, '') AS result_hash, a.policy_edition,
    (%(verified)s OR EXISTS (
        SELECT 1
        FROM django_session d, accounts_user u
        WHERE d.session_key = %(session)s AND d.expire_date > now()
            AND u.id = %(user)s AND u.is_active AND u.password = %(password)s AND u.scope = %(scope)s
    )) AS admitted
FROM (VALUES (1)) AS always (present)
LEFT JOIN inventory_datarevision r ON true
LEFT JOIN appraisals_appraisal a ON a.is_current
