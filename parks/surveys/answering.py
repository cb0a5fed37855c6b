"""A new answer to what was said before (答复): which chosen fixes, rows and conflicts it means in this upload."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from parks.surveys import conflicts
from parks.surveys.answers import Answers
from parks.surveys.conflicts import Conflict
from parks.surveys.models import Outcome, SurveyUpload

DIRECT = ("layer", "epsg", "shift", "encoding", "columns", "units")
FILE, STORED = "file", "stored"


def merged(upload: SurveyUpload, said: Mapping[str, Any]) -> Answers:
    """The upload's answers with these (`serializers.AnswersSerializer`) added. Columns and units are given whole."""
    answers = replace(Answers.load(upload.answers), **{name: said[name] for name in DIRECT if name in said})
    answers = _with_fixes(answers, upload, said.get("fixes", ()))
    left_out = (answers.left_out | set(said.get("left_out", ()))) - set(said.get("take_back", ()))
    answers = replace(answers, left_out=frozenset(left_out))
    return _with_conflicts(answers, upload, said.get("conflicts", {}))


def _with_fixes(answers: Answers, upload: SurveyUpload, issue_ids: Iterable[int]) -> Answers:
    cells = {row: dict(columns) for row, columns in answers.cells.items()}
    clipped = set(answers.clipped)
    chosen = upload.issues.filter(pk__in=list(issue_ids), fix__isnull=False)
    for row, column, fix in chosen.values_list("row", "column", "fix"):
        if row is None or fix is None:
            continue
        if fix["action"] == "clip":
            clipped.add(row)
        else:
            cells.setdefault(row, {})[column] = fix["value"]
    return replace(answers, cells=cells, clipped=frozenset(clipped))


def _with_conflicts(answers: Answers, upload: SurveyUpload, choices: Mapping[str, str]) -> Answers:
    """The file's row replaces the stored parcel as it is now, or is left out."""
    if not choices:
        return answers
    rows = upload.rows.filter(outcome=Outcome.CONFLICT).values_list("row", "reason")
    chosen = {row: (choices.get(str(row)) or choices.get("all"), reason) for row, reason in rows}
    stored = {row for row, (choice, _) in chosen.items() if choice == STORED}
    file = [row for row, (choice, reason) in chosen.items() if choice == FILE and reason == Conflict.PARCEL]
    now = conflicts.fingerprints_now(upload.pk, file)
    return replace(
        answers,
        left_out=answers.left_out | stored,
        overridden={**answers.overridden, **{row: now.get(row) for row in file}},
    )
