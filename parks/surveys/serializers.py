from typing import Any

from rest_framework import serializers

from parks.surveys.models import SurveyIssue, SurveyUpload


class UploadSerializer(serializers.ModelSerializer[SurveyUpload]):
    """How an upload stands: how its file was read and why, its counts, and why it was refused if it was."""

    filename = serializers.CharField(source="file_name", read_only=True)
    size = serializers.IntegerField(source="bytes", read_only=True)
    created_at = serializers.DateTimeField(source="received_at", read_only=True)
    uploaded_by = serializers.CharField(source="user.username", read_only=True)
    reading = serializers.DictField(allow_null=True, read_only=True)
    mapping = serializers.ListField(child=serializers.DictField(), read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), allow_null=True, read_only=True)
    issues_by_code = serializers.ListField(child=serializers.DictField(), read_only=True)
    bounds = serializers.ListField(child=serializers.FloatField(), allow_null=True, read_only=True)
    problem = serializers.DictField(child=serializers.CharField(), allow_null=True, read_only=True)
    receipt = serializers.DictField(allow_null=True, read_only=True)

    class Meta:
        model = SurveyUpload
        fields = [
            "id", "filename", "size", "sha256", "status", "created_at", "checked_at", "committed_at", "uploaded_by",
            "reading", "mapping", "counts", "issues_by_code", "bounds", "problem", "reason", "receipt",
        ]  # fmt: skip


class IssueSerializer(serializers.ModelSerializer[SurveyIssue]):
    class Meta:
        model = SurveyIssue
        fields = ["id", "row", "column", "code", "severity", "value", "message_zh", "message_en"]


class NewUploadSerializer(serializers.Serializer[Any]):
    """`layer` chooses one of several layers; `crs` names the EPSG code where the file's own label is wrong."""

    file = serializers.FileField(allow_empty_file=True)
    layer = serializers.CharField(required=False, allow_blank=True, max_length=200)
    crs = serializers.IntegerField(required=False, allow_null=True)


class CommitSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
