"""The inventory that is measured: the one in the database, or the demo inventory where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def set_up() -> None:
    """Migrated, filled and appraised; what is there already is left as it is."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from parks.appraisals.models import Appraisal
    from parks.appraisals.running import run_appraisal
    from parks.inventory.models import Park

    if not Park.objects.exists():
        print("no parks in the database: loading the demo inventory", flush=True)
        call_command("load_demo", if_empty=True, verbosity=0)
    if Appraisal.objects.current() is None:
        run_appraisal(Appraisal.objects.create().pk)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def visitor() -> Iterator[str]:
    """The cookie of somebody who sees every park; gone afterwards."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore

    from parks.accounts.models import User
    from parks.inventory.models import Park

    cities = sorted({code[:4] for code in Park.objects.values_list("area_id", flat=True)})
    User.objects.filter(username="bench-visitor").delete()
    user = User.objects.create_user("bench-visitor", scope=cities)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    finally:
        session.delete()
        user.delete()


def postgres_url(name: str | None = None) -> str:
    """For drivers that do not read Django's settings; a socket folder takes the host's place, quoted."""
    given = connection.settings_dict
    options = given.get("OPTIONS", {})
    host = given["HOST"] or options.get("host") or "localhost"
    user = quote(given["USER"] or "")
    secret = f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else ""
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgresql://{user}{secret}@{quote(host, safe='')}{port}/{quote(name or given['NAME'])}"
