CREATE TEMPORARY TABLE survey_undo_batch ON COMMIT DROP AS /*undo_batch*/
