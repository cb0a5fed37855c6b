"""`survey_committed` and `survey_undone` (upload_id, user_id, park_ids, revision): sent after the transaction of a commit that
changed anything, and of an undo."""

from django.dispatch import Signal

survey_committed = Signal()
survey_undone = Signal()
