-- One tile of parcels, with the state it was made from; null in its place when the revision is not the one asked for.
SELECT s.revision, s.nonce, s.appraisal, s.result_hash, s.policy_edition, s.admitted,
CASE WHEN s.admitted AND s.revision = %(revision)s THEN (
    SELECT ST_AsMVT(drawn, 'parcels', 4096, 'geom', 'feature')
    FROM (
        SELECT
            ST_AsMVTGeom(p.geometry_3857, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64) AS geom,
            p.id AS feature, p.id, p.code, p.park_id, p.tenure, p.procedure, r.grade
        FROM inventory_parcel p
        JOIN ({visible_parks}) k ON k.id = p.park_id
        LEFT JOIN appraisals_parcelresult r ON r.parcel_id = p.id AND r.appraisal_id = s.appraisal
        WHERE p.geometry_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
    ) drawn
) END
FROM ({state}) s
