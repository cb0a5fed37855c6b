-- Who has to approve, by the rules of the districts whose parks this upload touches.
SELECT DISTINCT a.approver
FROM surveys_approvalrule a JOIN inventory_park k ON k.area_id ^@ a.area_id
WHERE k.id IN (/*touched_parks*/)
