import os
from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from parks.demo.accounts import make_accounts
from parks.demo.inventory import PARKS, generate
from parks.demo.load import load
from parks.inventory.cities import load_city
from parks.inventory.models import Park


class Command(BaseCommand):
    help = "Load the synthetic demo inventory (演示数据) and the demo accounts; password from CUNYUAN_DEMO_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parks", type=int, default=PARKS, help=f"how many parks (default {PARKS})")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the inventory has parks already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._accounts()
        if Park.objects.exists():
            if options["if_empty"]:
                self.stdout.write("inventory is not empty: nothing loaded")
                return
            raise CommandError("The inventory has parks already; the demo is loaded into an empty one only.")
        count, seed = options["parks"], options["seed"]
        if not 20 <= count <= PARKS:
            raise CommandError(f"--parks must be 20 to {PARKS}")
        start = perf_counter()
        inventory = generate(count, seed)
        self.stdout.write(f"generated {count:,} parks in {perf_counter() - start:.1f} s")
        load(inventory, load_city(), f"load_demo --parks {count} --seed {seed}", self._say)
        self.stdout.write(f"demo inventory (synthetic) loaded in {perf_counter() - start:.1f} s")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")

    def _accounts(self) -> None:
        password = os.environ.get("CUNYUAN_DEMO_PASSWORD", "")
        if not (settings.DEMO and password):
            self.stdout.write("CUNYUAN_DEMO or CUNYUAN_DEMO_PASSWORD is not set: no demo accounts made")
            return
        self.stdout.write("demo accounts: " + ", ".join(make_accounts(password)))
