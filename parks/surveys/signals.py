"""`survey_committed(upload_id, user_id, park_ids, revision)`: sent after the transaction of a commit that changed anything."""

from django.dispatch import Signal

survey_committed = Signal()
