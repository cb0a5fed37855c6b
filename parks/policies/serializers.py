from typing import Any

from rest_framework import serializers

from parks.policies.editions import MAX_BYTES
from parks.policies.models import PolicyEdition


class PolicySourceSerializer(serializers.Serializer[Any]):
    """依据. `district`: the only one it binds, empty for everywhere; elsewhere results are marked 参照."""

    id = serializers.CharField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    short_zh = serializers.CharField()
    short_en = serializers.CharField()
    issuer = serializers.CharField()
    number = serializers.CharField()
    date = serializers.DateField()
    status = serializers.CharField(help_text="in_force, draft, literature or assumption")
    district = serializers.CharField()
    note = serializers.CharField()


class ParameterSerializer(serializers.Serializer[Any]):
    """参数 as it stands on the policy's day."""

    name = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    unit = serializers.CharField()
    unit_en = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field's own name in DRF
    article = serializers.CharField()
    note = serializers.CharField()
    effective = serializers.DateField()
    value = serializers.JSONField()
    overridden = serializers.BooleanField()


class PolicySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    edition = serializers.CharField()
    hash = serializers.CharField()
    sources = PolicySourceSerializer(many=True)
    parameters = ParameterSerializer(many=True)
    assumptions = serializers.ListField(child=serializers.CharField(), help_text="须专家核定的参数")


class DaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField(required=False, help_text="政策生效的日期，缺省为今天")


class ChangeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    before = ParameterSerializer(allow_null=True)
    after = ParameterSerializer(allow_null=True)


class EditionSerializer(serializers.ModelSerializer[PolicyEdition]):
    uploaded_by = serializers.CharField(source="uploaded_by.display_name", read_only=True)
    decided_by = serializers.CharField(source="decided_by.display_name", default=None, read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)

    class Meta:
        model = PolicyEdition
        fields = [
            "id", "title_zh", "title_en", "starts_on", "status", "status_label", "sha256", "uploaded_at", "uploaded_by",
            "decided_at", "decided_by", "reason",
        ]  # fmt: skip
        read_only_fields = fields


class EditionDetailSerializer(EditionSerializer):
    changes = ChangeSerializer(many=True, read_only=True)

    class Meta(EditionSerializer.Meta):
        fields = [*EditionSerializer.Meta.fields, "text", "changes"]
        read_only_fields = fields


class EditionUploadSerializer(serializers.Serializer[Any]):
    """政策版本文件（YAML）: title, from, sources, parameters; as a file or as text."""

    file = serializers.FileField(required=False)
    text = serializers.CharField(required=False, max_length=MAX_BYTES, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("file" in attrs) == ("text" in attrs):
            raise serializers.ValidationError("须提供文件或文本之一（either a file or a text）")
        if "file" not in attrs:
            return attrs
        if attrs["file"].size > MAX_BYTES:
            raise serializers.ValidationError({"file": f"文件超过 {MAX_BYTES:,} 字节（larger than allowed）"})
        try:
            return {"text": attrs["file"].read().decode("utf-8-sig")}
        except UnicodeDecodeError as error:
            raise serializers.ValidationError({"file": "须为 UTF-8 文本（must be UTF-8 text）"}) from error


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)
