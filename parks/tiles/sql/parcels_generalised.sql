-- As parcels.sql for small scales: outlines simplified to half a pixel; parcels under half a pixel across and grades
-- left out.
SELECT s.revision, s.nonce, s.appraisal, s.result_hash, s.policy_edition, s.admitted,
CASE WHEN s.admitted AND s.revision = %(revision)s THEN (
    SELECT ST_AsMVT(drawn, 'parcels', 4096, 'geom', 'feature')
    FROM (
        SELECT
            ST_AsMVTGeom(
                ST_Simplify(p.geometry_3857, %(tolerance)s, true), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64
            ) AS geom,
            p.id AS feature, p.id, p.code, p.park_id, p.tenure, p.procedure
        FROM inventory_parcel p
        JOIN ({visible_parks}) k ON k.id = p.park_id
        WHERE p.geometry_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AND p.area_m2 >= %(smallest_m2)s
    ) drawn
) END
FROM ({state}) s
