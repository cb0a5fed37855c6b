SELECT row, code, reason, later_upload FROM survey_undo WHERE reason IS NOT NULL ORDER BY row, code
