"""What was answered about the columns of one source (同一来源的表头) is offered for the next file with the same headers of
the same user."""

from collections.abc import Sequence

from parks.surveys.answers import Answers
from parks.surveys.columns import NOTHING, Said, headers_sha256
from parks.surveys.models import RememberedColumns, SurveyUpload


def recall(user_id: int, headers: Sequence[str]) -> Said:
    """What the user answered last about these headers."""
    kept = RememberedColumns.objects.filter(user=user_id, headers_sha256=headers_sha256(headers)).first()
    return Said(kept.columns, kept.units) if kept else NOTHING


def remember(upload: SurveyUpload) -> None:
    """Keep the answers about the columns of a file that could be read, beside what was kept before."""
    said = Answers.load(upload.answers)
    headers = [match["column"] for match in upload.mapping]
    if not headers or not (said.columns or said.units):
        return
    before = recall(upload.user_id, headers)
    RememberedColumns.objects.update_or_create(
        user_id=upload.user_id,
        headers_sha256=headers_sha256(headers),
        defaults={"columns": {**before.columns, **said.columns}, "units": {**before.units, **said.units}},
    )
