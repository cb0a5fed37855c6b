"""N → MiB of this process before and after ranking N drawn parks."""

import json
import os
import sys

import django

from bench.memory import megabytes


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from assessment.scoring.rank import indicator_matrix, rank_matrix
    from bench.assessment import eighteen, synthetic

    parks, policy = synthetic(size), eighteen()
    held = megabytes("VmHWM")
    rank_matrix(indicator_matrix(parks, policy))
    print(json.dumps({"held": held, "peak": megabytes("VmHWM")}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
