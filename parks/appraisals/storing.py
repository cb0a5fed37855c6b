"""Results into the database by COPY, and out again when they are too old."""

import datetime as dt
from io import BytesIO

import orjson
import pandas as pd
import pyarrow as pa
from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from pyarrow import csv

from assessment.appraisal import Appraisal as Judged
from parks.appraisals import inputs
from parks.appraisals.models import Appraisal, EnterpriseResult, ListEntry, ParcelResult, ParkResult

PARK_COLUMNS = [
    "grade",
    "grade_score",
    "grade_reason",
    "grade_by_reference",
    "mode",
    "mode_settled",
    "need",
    "opportunity",
    "priority",
    "rank",
    "ranked",
    "rank_reason",
    "rank_p5",
    "rank_p95",
    "top_share",
    "completeness",
    "trust",
    "below_threshold",
]
DETAIL_COLUMNS = ["grade", "score", "rank", "reason", "by_reference"]


def store(appraisal: Appraisal, judged: Judged) -> None:
    """Every result of the run; the caller's transaction makes it all or nothing."""
    parks = judged.parks[PARK_COLUMNS].assign(
        evidence=[orjson.dumps(evidence).decode() for _, evidence in judged.evidences()]
    )
    _copy(ParkResult, appraisal, "park_id", parks)
    _copy(ParcelResult, appraisal, "parcel_id", judged.parcels[DETAIL_COLUMNS])
    _copy(EnterpriseResult, appraisal, "enterprise_id", judged.enterprises[DETAIL_COLUMNS])
    _copy(ListEntry, appraisal, "subject_id", _list_entries(judged))


def _list_entries(judged: Judged) -> pd.DataFrame:
    """All lists below one another; what explains them is in the legend."""
    subjects = {name: legend["subject"] for name, legend in judged.legend["lists"].items()}
    parts = [
        listed.entries.assign(name=name, subject=subjects[name]) for name, listed in judged.lists.items()
    ]
    entries = pd.concat(parts)
    as_json = {
        name: [orjson.dumps(value).decode() for value in entries[name]]
        for name in ("reasons", "effects", "evidence")
    }
    return entries.assign(**as_json)


def _copy(model: type[Model], appraisal: Appraisal, subject: str, results: pd.DataFrame) -> None:
    rows = results.rename_axis(index=subject).reset_index()
    rows.insert(0, "appraisal_id", appraisal.pk)
    buffer = BytesIO()
    # columns put together from empty parts are in empty chunks, which the writer turns into null bytes
    table = pa.Table.from_pandas(rows, preserve_index=False).combine_chunks()
    csv.write_csv(table, buffer, csv.WriteOptions(include_header=False))
    columns = ", ".join(rows.columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN (FORMAT csv)") as copy,
    ):
        copy.write(buffer.getbuffer())


def prune() -> int:
    """Parcel and enterprise results (90,000 rows a run), list entries and the input stay for the newest runs and for the current one; park results
    and their explanations stay for ever, except those of old trials, which go whole. Returns the number of runs thinned
    out or gone."""
    gone = _thin_out() + _drop_trials()
    inputs.clear_away()
    return gone


def _thin_out() -> int:
    kept = Appraisal.objects.filter(details_kept=True).order_by("-pk")
    newest = list(kept.values_list("pk", flat=True)[: settings.APPRAISALS_DETAILS_KEPT])
    old = list(kept.exclude(pk__in=newest).exclude(is_current=True).values_list("pk", flat=True))
    _delete_results(old, ParcelResult, EnterpriseResult, ListEntry)
    return Appraisal.objects.filter(pk__in=old).update(details_kept=False)


def _drop_trials() -> int:
    trials = Appraisal.objects.trials().order_by("-pk")
    newest = list(trials.values_list("pk", flat=True)[: settings.APPRAISALS_TRIALS_KEPT])
    aged = timezone.now() - dt.timedelta(days=settings.APPRAISALS_TRIAL_DAYS)
    old = list(trials.exclude(pk__in=newest).filter(created_at__lt=aged).values_list("pk", flat=True))
    _delete_results(old, ParkResult, ParcelResult, EnterpriseResult, ListEntry)
    Appraisal.objects.filter(pk__in=old).delete()
    return len(old)


def _delete_results(appraisals: list[int], *models: type[Model]) -> None:
    for model in models:
        model._default_manager.filter(appraisal_id__in=appraisals)._raw_delete("default")
