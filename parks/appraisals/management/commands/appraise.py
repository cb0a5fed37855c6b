import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parks.appraisals.models import Appraisal, Status
from parks.appraisals.services import start_appraisal
from parks.errors import CunyuanError
from parks.inventory.models import Park

POLL_SECONDS = 0.1


class Command(BaseCommand):
    help = "Queue an appraisal of the whole inventory for the worker (评估)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-missing", action="store_true", help="only if none was ever completed")
        parser.add_argument(
            "--wait", action="store_true", help="until it is done; fails if the appraisal fails"
        )
        parser.add_argument(
            "--year", type=int, help="evaluation year (评价年份); a year not the default is a trial"
        )
        parser.add_argument("--timeout", type=float, default=300, help="seconds to wait at most (300)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"] and (reason := self._nothing_to_do()):
            self.stdout.write(reason)
            return
        appraisal = self._start(options["year"])
        if options["wait"]:
            self._wait(appraisal.pk, options["timeout"])
        else:
            self.stdout.write(f"appraisal {appraisal.pk} is queued")

    def _nothing_to_do(self) -> str:
        if current := Appraisal.objects.current_id():
            return f"appraisal {current} is there already"
        return "" if Park.objects.exists() else "there are no parks to appraise"

    def _start(self, year: int | None) -> Appraisal:
        try:
            return start_appraisal(None, year=year)
        except CunyuanError as error:
            raise CommandError(f"{error.detail} {error.detail_en}") from error

    def _wait(self, appraisal_id: int, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while (run := Appraisal.objects.defer("legend").get(pk=appraisal_id)).status not in run.FINISHED:
            if time.monotonic() > deadline:
                raise CommandError(
                    f"appraisal {appraisal_id} is still {run.status} after {timeout:g} s: is a worker running?"
                )
            time.sleep(POLL_SECONDS)
        if run.status == Status.FAILED:
            raise CommandError(f"appraisal {appraisal_id}: {run.error_zh} {run.error_en} [{run.error_code}]")
        seconds = sum(run.seconds.values())
        self.stdout.write(
            f"{run.park_count:,} parks, {run.parcel_count:,} parcels appraised in {seconds:.1f} s, figures of {run.year}"
        )
