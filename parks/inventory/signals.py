"""`inventory_edited(user_id, park_ids, revision)`: sent after the transaction of a change by hand."""

from django.dispatch import Signal

inventory_edited = Signal()
