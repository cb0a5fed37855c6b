-- Bounds given as four arrays (EPSG:4490).
SELECT ST_MakeEnvelope(w, s, e, n, 4490) AS box
FROM unnest(%(west)s::float[], %(south)s::float[], %(east)s::float[], %(north)s::float[]) AS b (w, s, e, n)
