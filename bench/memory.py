"""FILE DATABASE → JSON of this process' memory in MiB before and after FILE was checked and staged there, and the seconds."""

import json
import os
import re
import sys
import time
from pathlib import Path

import django


def main(file: Path, database: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection, transaction

    from parks.accounts.models import User
    from parks.surveys import checking
    from parks.surveys.answers import Answers
    from parks.surveys.models import SurveyUpload
    from parks.surveys.readers import Limits
    from parks.surveys.stage import stage

    connection.settings_dict["NAME"] = database
    baseline, start = megabytes("VmHWM"), time.perf_counter()
    report = checking.check(file, file.name, Answers(), Limits(), ["4401"])
    checked = time.perf_counter()
    user, _ = User.objects.get_or_create(username="bench-clerk", defaults={"scope": ["4401"]})
    with transaction.atomic():
        stage(SurveyUpload.objects.create(user=user, sha256="-", bytes=0).pk, report)
    figures = {"baseline": baseline, "peak": megabytes("VmHWM"), "rows": len(report.values)}
    seconds = {"check": checked - start, "stage": time.perf_counter() - checked}
    print(json.dumps({**figures, **seconds}))


def megabytes(figure: str) -> float:
    """Of this process alone; getrusage would count what its parent held when it was started."""
    found = re.search(rf"{figure}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
