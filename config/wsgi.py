"""WSGI entry, served by granian."""

import os

from django.core import checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def refuse_unsafe_start() -> None:
    """Database checks run here because no management command stands between granian and the first request."""
    faults = [
        fault
        for fault in checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        if fault.is_serious()
    ]
    if faults:
        raise SystemExit("\n".join(map(str, faults)))


refuse_unsafe_start()
