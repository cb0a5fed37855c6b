DROP TABLE IF EXISTS
    pg_temp.survey_undo_batch, pg_temp.survey_undo, pg_temp.survey_undo_written, pg_temp.survey_undo_building
