"""`surveys`: surveyed parcels from a file into PostGIS, and what the importer does with them on the way.

bulk-*: 50,000 × 25 columns; ours fills the parcels table as it is, with its constraints, derived columns, two spatial
indexes and history; ogr2ogr and geopandas make a bare table with one spatial index; the floor is Arrow to COPY.
checked-*: ours reads, recognizes columns, checks every row, stages and commits in one transaction.
check-only: from the file to the report; nothing is written. memory-500000, large-500000: ten times the rows.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench import loading, scratch
from bench.inventory import postgres_url
from bench.measuring import Contender, in_turns, seconds
from bench.peers import environment
from bench.records import Record
from bench.servers import ROOT

RUNS = 3
LARGE = 500_000
FILES: dict[str, Callable[[], Path]] = {"gpkg": scratch.geopackage, "gbk-shp": scratch.gbk_shapefile}


def run() -> list[Record]:
    python = environment.python()
    settings.SURVEY_MAX_BYTES = 2 * 1024**3
    with scratch.database() as name:
        url = postgres_url(name)
        found = []
        for kind, make in FILES.items():
            file = make()
            found += _loading(kind, file, python, url)
        file = scratch.geopackage()
        return [*found, *_check_only(file, python), *_large(scratch.geopackage(LARGE), name, url, python)]


def _loading(kind: str, file: Path, python: Path, url: str) -> list[Record]:
    peers = _ogr2ogr(file, url)
    geopandas = Contender(
        "peer", "geopandas read_file + to_postgis", lambda: loading.to_postgis(python, file, url)
    )
    floor = Contender("floor", "Arrow to COPY, bare table", seconds(lambda: loading.bare_copy(file)))
    load = seconds(lambda: loading.inventory(file), empty)
    plain = seconds(lambda: loading.inventory(file), without_history)
    ours = seconds(lambda: survey(file), empty)
    found = _measured(
        f"bulk-{kind}", [Contender("ours", "Cunyuan parcels, with history", load), *peers, geopandas, floor]
    )
    if kind == "gpkg":
        found += _measured(
            "bulk-gpkg-no-history", [Contender("ours", "Cunyuan parcels, history off", plain), *peers, floor]
        )
    return found + _measured(
        f"checked-{kind}",
        [Contender("ours", "Cunyuan: read, check, stage, commit", ours), *peers, geopandas],
    )


def _ogr2ogr(file: Path, url: str) -> list[Contender]:
    if not shutil.which("ogr2ogr"):
        print("ogr2ogr is not installed: not measured (gdal-bin)", flush=True)
        return []
    return [Contender("peer", "ogr2ogr", seconds(lambda: loading.ogr2ogr(file, url)))]


def _check_only(file: Path, python: Path) -> list[Record]:
    def by_geopandas(what: str) -> Callable[[], float]:
        return lambda: float(loading.in_peers(python, "check.py", what, str(file)))

    empty()
    contenders = [
        Contender("ours", "Cunyuan: from the file to the report", seconds(lambda: check(file))),
        Contender("peer", "geopandas: read, validity, overlaps, area", by_geopandas("check")),
        Contender("floor", "geopandas read_file alone", by_geopandas("read")),
    ]
    return _measured("check-only", contenders)


def _large(file: Path, name: str, url: str, python: Path) -> list[Record]:
    """Each in a process of its own; once, as each takes long."""

    def of_ours(figure: str) -> Callable[[], float]:
        def measure() -> float:
            empty()
            command = [sys.executable, "-m", "bench.memory", str(file), name]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            return float(json.loads(done.stdout.splitlines()[-1])[figure])

        return measure

    memory = [
        Contender("ours", "Cunyuan: check and stage, all of the process", of_ours("peak")),
        Contender(
            "peer",
            "geopandas read_file alone",
            lambda: float(loading.in_peers(python, "check.py", "memory", str(file))),
        ),
        Contender("floor", "Cunyuan: started, nothing read", of_ours("baseline")),
    ]
    large = [
        Contender("ours", "Cunyuan: read, check, stage, commit", seconds(lambda: survey(file), empty)),
        *_ogr2ogr(file, url),
    ]
    return [
        *in_turns("surveys", f"memory-{LARGE}", memory, unit="MiB", better="lower", runs=1, warm=0),
        *in_turns("surveys", f"large-{LARGE}", large, unit="s", better="lower", runs=1, warm=0),
    ]


def _measured(case: str, contenders: list[Contender]) -> list[Record]:
    with_history()
    found = in_turns("surveys", case, contenders, unit="s", better="lower", runs=RUNS)
    with_history()
    return found


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE inventory_parcel, inventory_buildingarea, inventory_parcelevent,"
            " inventory_buildingareaevent, surveys_surveyupload, surveys_surveyrow, surveys_surveyissue CASCADE"
        )


def without_history() -> None:
    empty()
    _triggers("DISABLE")


def with_history() -> None:
    _triggers("ENABLE")


def _triggers(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE inventory_parcel {state} TRIGGER pgtrigger_insert_insert_f5e51")


def survey(file: Path) -> None:
    """What a clerk's upload does, in this process instead of the worker."""
    from parks.accounts.models import User
    from parks.surveys import services
    from parks.surveys.commit import commit
    from parks.surveys.models import SurveyUpload

    user, _ = User.objects.get_or_create(username="bench-clerk", defaults={"scope": ["4401"]})
    with file.open("rb") as content:
        sha256, size = services.store(content)
    upload = SurveyUpload.objects.create(
        user=user, scope=user.scope, file_name=file.name, sha256=sha256, bytes=size
    )
    services.check(upload.pk)
    done = commit(upload.pk, user, reason="benchmark")
    if done.counts["new"] != done.counts["total"]:
        raise SystemExit(f"the survey was not taken over whole: {done.counts}")


def check(file: Path) -> None:
    from parks.surveys import checking
    from parks.surveys.answers import Answers
    from parks.surveys.readers import Limits

    checking.check(file, file.name, Answers(), Limits(), ["4401"])
