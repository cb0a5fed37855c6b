-- Without statistics a planner joins 50,000 of them as if they were one.
ANALYZE survey_undo
