"""`./run bench [NAME …] [--json FILE]`: figures of ours, the peers and the floors, with their ratios."""

import argparse
import importlib
import json
import os
import platform
import sys
from pathlib import Path

from bench.records import Record, table

NAMES = ("parks", "tiles", "surveys", "assessment", "sites", "exports", "map", "load")
MEASURED = ("parks", "tiles", "surveys", "assessment")


def main() -> int:
    given = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    found: list[Record] = []
    for name in given.names or NAMES:
        found += _run(name)
    if given.json:
        given.json.write_text(
            json.dumps([record.as_dict() for record in found], ensure_ascii=False, indent=1) + "\n"
        )
    return 0


def _run(name: str) -> list[Record]:
    if name not in MEASURED:
        print(f"{name}: not measured yet", flush=True)
        return []
    records: list[Record] = importlib.import_module(f"bench.{name}").run()
    print(table(records), end="\n\n", flush=True)
    return records


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - set(NAMES)):
        parser.error(f"no benchmark named {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return given


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {platform.machine()}", file=sys.stderr)
    sys.exit(main())
