-- How many parks the scope holds, and the west, south, east and north of their land.
SELECT count(*), array[
    ST_XMin(ST_Extent(s.geometry)), ST_YMin(ST_Extent(s.geometry)),
    ST_XMax(ST_Extent(s.geometry)), ST_YMax(ST_Extent(s.geometry))
]
FROM ({visible_parks}) k LEFT JOIN inventory_parksummary s ON s.park_id = k.id
