from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parks.appraisals.models import Appraisal, RunInput
from parks.appraisals.repeating import repeat
from parks.policies.models import PolicySnapshot


class Command(BaseCommand):
    help = "Judge a stored run again from what was kept of it, and compare the results to the bit (复算)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("appraisal", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["appraisal"]
        run = Appraisal.objects.defer("legend").filter(pk=number, status=Appraisal.Status.DONE).first()
        if run is None:
            raise CommandError(f"there is no finished appraisal {number}")
        try:
            found = repeat(run)
        except (RunInput.DoesNotExist, PolicySnapshot.DoesNotExist) as error:
            raise CommandError(f"appraisal {number} is too old: its input or policy was not kept") from error
        for name, same in asdict(found).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {'yes' if same else 'NO'}")
        if not found.same_results:
            raise CommandError(f"appraisal {number} gives other results than it did")
