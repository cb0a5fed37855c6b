from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from parks.inventory.services import bump_revision, refresh_summaries
from parks.inventory.signals import inventory_edited


class Command(BaseCommand):
    help = "Derive the figures of all parks anew, as of today, and queue an appraisal."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            derived, revision = refresh_summaries(), bump_revision()
        inventory_edited.send_robust(sender=type(self), user_id=None, park_ids=None, revision=revision)
        self.stdout.write(f"{derived:,} parks derived, revision {revision}")
