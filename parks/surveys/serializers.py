from collections.abc import Collection
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from parks.surveys import answering, encoding, progress, services, shift
from parks.surveys.columns import fields, units
from parks.surveys.models import Status, SurveyIssue, SurveyRow, SurveyUpload

T = TypeVar("T")
BUSY = (Status.RECEIVED, Status.CHECKING, Status.COMMITTING)


class RefusalSerializer(serializers.Serializer[Any]):
    """Why a file was refused; `layers` are those to choose from, where one has to be."""

    code = serializers.CharField()
    detail = serializers.CharField()
    detail_en = serializers.CharField()
    layers = serializers.ListField(child=serializers.CharField(), required=False)


class ProgressSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=[str(stage) for stage in progress.Stage])
    share = serializers.FloatField()
    rows = serializers.IntegerField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True)


class UploadRowSerializer(serializers.ModelSerializer[SurveyUpload]):
    """One upload of the list: how its file was read and why, its counts, and why it was refused if it was."""

    filename = serializers.CharField(source="file_name", read_only=True)
    size = serializers.IntegerField(source="bytes", read_only=True)
    created_at = serializers.DateTimeField(source="received_at", read_only=True)
    uploaded_by = serializers.CharField(source="user.username", read_only=True)
    reading = serializers.DictField(allow_null=True, read_only=True)
    mapping = serializers.ListField(child=serializers.DictField(), read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), allow_null=True, read_only=True)
    issues_by_code = serializers.ListField(child=serializers.DictField(), read_only=True)
    bounds = serializers.ListField(child=serializers.FloatField(), allow_null=True, read_only=True)
    problem = RefusalSerializer(allow_null=True, read_only=True)
    receipt = serializers.DictField(allow_null=True, read_only=True)

    class Meta:
        model = SurveyUpload
        fields = [
            "id", "filename", "size", "sha256", "status", "created_at", "checked_at", "committed_at", "uploaded_by",
            "reading", "mapping", "counts", "issues_by_code", "bounds", "problem", "reason", "receipt",
            "origin",
        ]  # fmt: skip


class UploadSerializer(UploadRowSerializer):
    """How an upload stands, and all that was said about it. `progress` is null unless a worker is at it; `same_as` is an
    upload of the very same file that was committed before."""

    answers = serializers.DictField(read_only=True)
    progress = serializers.SerializerMethodField()
    same_as = serializers.IntegerField(allow_null=True, read_only=True)
    approval = serializers.DictField(allow_null=True, read_only=True)
    effects = serializers.DictField(allow_null=True, read_only=True)
    undo = serializers.DictField(allow_null=True, read_only=True)

    class Meta(UploadRowSerializer.Meta):
        fields = [
            *UploadRowSerializer.Meta.fields, "answers", "progress", "same_as", "approval", "effects", "undo",
        ]  # fmt: skip

    @extend_schema_field(ProgressSerializer(allow_null=True))
    def get_progress(self, upload: SurveyUpload) -> dict[str, Any] | None:
        return progress.of(upload.pk) if upload.status in BUSY else None


class IssueSerializer(serializers.ModelSerializer[SurveyIssue]):
    class Meta:
        model = SurveyIssue
        fields = ["id", "row", "column", "code", "severity", "value", "message_zh", "message_en", "fix"]


class RowSerializer(serializers.ModelSerializer[SurveyRow]):
    class Meta:
        model = SurveyRow
        fields = ["row", "outcome", "reason", "code", "changed"]


class DifferenceSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    stored = serializers.JSONField(allow_null=True)
    file = serializers.JSONField(allow_null=True)


class NeighborSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    shape = serializers.JSONField()


class RowBesideSerializer(RowSerializer):
    """Shapes are GeoJSON geometries."""

    differences = DifferenceSerializer(many=True)
    issues = IssueSerializer(many=True)
    shape = serializers.JSONField(allow_null=True)
    stored_shape = serializers.JSONField(allow_null=True)
    near = NeighborSerializer(many=True)

    class Meta(RowSerializer.Meta):
        fields = [*RowSerializer.Meta.fields, "differences", "issues", "shape", "stored_shape", "near"]


class NewUploadSerializer(serializers.Serializer[Any]):
    """`layer` chooses one of several layers; `crs` names the EPSG code where the file's own label is wrong."""

    file = serializers.FileField(allow_empty_file=True)
    layer = serializers.CharField(required=False, allow_blank=True, max_length=200)
    crs = serializers.IntegerField(required=False, allow_null=True)


HEADER, LISTED, COLUMNS = 200, 100_000, 1_000


def _by_header(**value: Any) -> serializers.DictField:
    return serializers.DictField(child=serializers.CharField(max_length=60, **value), required=False)


def _numbers() -> serializers.ListField:
    child = serializers.IntegerField(min_value=1, max_value=2**53)
    return serializers.ListField(child=child, max_length=LISTED, required=False)


class AnswersSerializer(serializers.Serializer[Any]):
    """`columns` (header → field, null for none) and `units` (header → unit) are given whole. `fixes` are ids of issues whose
    suggestion is chosen; `left_out` rows are not taken in, `take_back` are after all; `conflicts` says for a row, or for
    `all`, whether the `file` or what is `stored` counts."""

    layer = serializers.CharField(required=False, allow_blank=True, max_length=200)
    epsg = serializers.ChoiceField(choices=services.ACCEPTED, required=False, allow_null=True)
    shift = serializers.ChoiceField(choices=shift.ANSWERS, required=False, allow_blank=True)
    encoding = serializers.ChoiceField(choices=encoding.ANSWERS, required=False, allow_blank=True)
    columns = _by_header(allow_null=True)
    units = _by_header()
    fixes = _numbers()
    left_out = _numbers()
    take_back = _numbers()
    conflicts = serializers.DictField(
        child=serializers.ChoiceField(choices=[answering.FILE, answering.STORED]), required=False
    )

    def validate_columns(self, columns: dict[str, str | None]) -> dict[str, str | None]:
        return _known(columns, fields())

    def validate_units(self, said: dict[str, str]) -> dict[str, str]:
        return _known(said, units())


def _known(said: dict[str, T], known: Collection[str]) -> dict[str, T]:
    if len(said) > COLUMNS or any(len(header) > HEADER for header in said):
        raise serializers.ValidationError("too many columns, or a header that is too long")
    if unknown := [value for value in said.values() if value is not None and value not in known]:
        raise serializers.ValidationError(f"unknown: {unknown[0]}")
    return said


class CommitSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class RefusedRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    reason = serializers.CharField()
    why = serializers.CharField()
    why_en = serializers.CharField()


class UndoPreviewSerializer(serializers.Serializer[Any]):
    """How many rows would be taken back now, and those that would not."""

    rows = serializers.IntegerField()
    refused = RefusedRowSerializer(many=True)


class UndoReceiptSerializer(UndoPreviewSerializer):
    """Permanent. `refused` lists at most 1,000; `earlier` holds the receipts of former undos of the same batch."""

    batch = serializers.IntegerField()
    parcels_deleted = serializers.IntegerField()
    parcels_restored = serializers.IntegerField()
    building_areas_deleted = serializers.IntegerField()
    building_areas_restored = serializers.IntegerField()
    parks = serializers.IntegerField()
    revision = serializers.IntegerField()
    refused_count = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    undone_by = serializers.CharField()
    undone_at = serializers.DateTimeField()
    earlier = serializers.ListField(child=serializers.DictField())


class ReceiptSerializer(serializers.Serializer[Any]):
    """Permanent (回执): the file, what was decided about it and by whom, and what it did."""

    batch = serializers.IntegerField()
    file = serializers.CharField()
    sha256 = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    changed_nothing = serializers.BooleanField()
    building_areas = serializers.IntegerField()
    building_areas_withdrawn = serializers.IntegerField()
    parks = serializers.IntegerField()
    revision = serializers.IntegerField()
    source = serializers.IntegerField(allow_null=True)  # type: ignore[assignment] # a field named like an attribute of fields
    history = serializers.DictField(child=serializers.IntegerField())
    reason = serializers.CharField(allow_blank=True)
    issues_by_code = serializers.ListField(child=serializers.DictField())
    answers = serializers.DictField()
    left_out = serializers.ListField(child=serializers.IntegerField())
    effects = serializers.DictField(allow_null=True)
    uploaded_by = serializers.CharField()
    requested_by = serializers.CharField(allow_null=True)
    approved_by = serializers.CharField(allow_null=True)
    approval = serializers.DictField(allow_null=True)
    committed_by = serializers.CharField()
    committed_at = serializers.DateTimeField()


TEXT = serializers.CharField
NAMED = {"name": TEXT(), "label": TEXT(), "label_en": TEXT()}
ColumnsSerializer = inline_serializer(
    "SurveyColumns",
    {
        "fields": inline_serializer(
            "SurveyField",
            {
                **NAMED,
                "kind": TEXT(help_text="text, number, area, whole, date or choice"),
                "required": serializers.BooleanField(help_text="a new parcel cannot be stored without it"),
            },
            many=True,
        ),
        "units": inline_serializer("SurveyUnit", dict(NAMED), many=True),
    },
)
"""What the columns of a survey can be, and the units of its areas."""
