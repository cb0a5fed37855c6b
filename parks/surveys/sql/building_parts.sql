-- The floor areas of a staged row `r` by legality, under the names of their fields.
VALUES
    ('legal', 'gfa_legal_m2', r.gfa_legal_m2),
    ('illegal_pre2009', 'gfa_illegal_pre2009_m2', r.gfa_illegal_pre2009_m2),
    ('illegal_post2009', 'gfa_illegal_post2009_m2', r.gfa_illegal_post2009_m2)
