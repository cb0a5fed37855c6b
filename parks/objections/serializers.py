from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from parks.accounts.permissions import Permission, allows
from parks.appraisals.models import Subject
from parks.objections.models import About, Evidence, Objection, Outcome

PERSONAL = "Null unless the user may register or decide objections."
EARLIEST_YEAR = 2000


class NewObjectionSerializer(serializers.Serializer[dict[str, Any]]):
    """An objection as it comes in (受理). The run is the current one unless `appraisal` names another; the deadline is the
    policy's unless one is given."""

    subject = serializers.ChoiceField(choices=Subject.choices)
    subject_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    about = serializers.ChoiceField(choices=About.choices)
    list_name = serializers.CharField(required=False, allow_blank=True, max_length=30, help_text="about=list")
    appraisal = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    objector = serializers.CharField(max_length=100)
    contact = serializers.CharField(required=False, allow_blank=True, max_length=100)
    statement = serializers.CharField(max_length=4_000)
    received_on = serializers.DateField(required=False, allow_null=True)
    deadline = serializers.DateField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        faults = dict(self._faults(attrs))
        if faults:
            raise serializers.ValidationError(faults)
        return attrs

    def _faults(self, attrs: dict[str, Any]) -> Iterable[tuple[str, str]]:
        today = timezone.localdate()
        received = attrs.get("received_on") or today
        if not received.year >= EARLIEST_YEAR or received > today:
            yield "received_on", "受理日期不能晚于今天，也不能早于 2000 年。"
        if (deadline := attrs.get("deadline")) and not received <= deadline <= received.replace(
            year=received.year + 2, day=min(received.day, 28)
        ):
            yield "deadline", "办理期限不能早于受理日期，也不能晚于两年之后。"
        if (attrs["about"] == About.LIST) != bool(attrs.get("list_name")):
            yield "list_name", "对名单的异议须指明哪一份名单，其他异议不填。"
        if attrs["about"] == About.MODE and attrs["subject"] != Subject.PARKS:
            yield "about", "只有园区有改造模式。"


class DispatchSerializer(serializers.Serializer[dict[str, Any]]):
    to = serializers.CharField(max_length=100, help_text="承办部门")
    assignee = serializers.CharField(
        required=False, allow_blank=True, max_length=150, help_text="承办账号，可不填"
    )


class DecisionSerializer(serializers.Serializer[dict[str, Any]]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(
        min_length=2, max_length=2_000, help_text="随等级进入以后的每一次导出，不写个人信息"
    )
    remedy = serializers.CharField(
        required=False, allow_blank=True, max_length=1_000, help_text="改什么：重测、更正、重评"
    )


class WithdrawalSerializer(serializers.Serializer[dict[str, Any]]):
    reason = serializers.CharField(min_length=2, max_length=2_000)


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    added_by = serializers.CharField(source="added_by.display_name", read_only=True)

    class Meta:
        model = Evidence
        fields = ["number", "file_name", "kind", "bytes", "sha256", "added_at", "added_by"]
        read_only_fields = fields


class NewEvidenceSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(allow_empty_file=True, help_text="PDF, JPG, PNG, XLSX, DOCX, TXT; ≤ 10 MB")


class ObjectedSerializer(serializers.Serializer[Objection]):
    """What was objected to, as it stood at registration."""

    appraisal = serializers.IntegerField(source="appraisal_id", allow_null=True)
    year = serializers.IntegerField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    grade_score = serializers.FloatField(allow_null=True)
    area_m2 = serializers.FloatField(allow_null=True)
    mode = serializers.CharField()
    list_name = serializers.CharField()
    list_status = serializers.CharField()


class ObjectionParkSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class ObjectionRowSerializer(serializers.ModelSerializer[Objection]):
    """An objection in a list. Who objected is told only to those who may register or decide."""

    PRIVATE: tuple[str, ...] = ("objector",)

    park = ObjectionParkSerializer(read_only=True)
    objected = ObjectedSerializer(source="*", read_only=True)
    objector = serializers.CharField(allow_null=True, read_only=True, help_text=PERSONAL)
    overdue = serializers.SerializerMethodField()

    class Meta:
        model = Objection
        fields = [
            "id", "subject", "subject_id", "subject_code", "subject_name", "park", "about", "objected", "objector",
            "received_on", "deadline", "status", "overdue", "dispatched_to", "outcome", "reason", "decided_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_overdue(self, objection: Objection) -> bool:
        return objection.is_overdue()

    def to_representation(self, instance: Objection) -> dict[str, Any]:
        shown = super().to_representation(instance)
        user = self.context["request"].user
        handles = allows(user, Permission.OBJECTIONS_REGISTER) or allows(user, Permission.OBJECTIONS_DECIDE)
        return shown if handles else {**shown, **dict.fromkeys(self.PRIVATE)}


def _name(source: str) -> serializers.CharField:
    return serializers.CharField(source=f"{source}.display_name", default=None, read_only=True)


class ObjectionSerializer(ObjectionRowSerializer):
    """One objection. Contact, statement and evidence are for those who handle it."""

    PRIVATE = ("objector", "contact", "statement", "evidence", "withdrawn_reason")

    contact = serializers.CharField(allow_null=True, read_only=True, help_text=PERSONAL)
    statement = serializers.CharField(allow_null=True, read_only=True, help_text=PERSONAL)
    withdrawn_reason = serializers.CharField(allow_null=True, read_only=True, help_text=PERSONAL)
    evidence = serializers.SerializerMethodField(help_text=PERSONAL)
    registered_by = _name("registered_by")
    assignee = _name("assignee")
    dispatched_by = _name("dispatched_by")
    decided_by = _name("decided_by")
    withdrawn_by = _name("withdrawn_by")

    class Meta(ObjectionRowSerializer.Meta):
        fields = [
            *ObjectionRowSerializer.Meta.fields,
            "contact", "statement", "evidence", "registered_at", "registered_by", "assignee", "dispatched_at",
            "dispatched_by", "remedy", "decided_by", "withdrawn_reason", "withdrawn_at", "withdrawn_by",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(EvidenceSerializer(many=True, allow_null=True))
    def get_evidence(self, objection: Objection) -> list[dict[str, Any]]:
        return list(EvidenceSerializer(objection.evidence.all(), many=True).data)


class BesideSerializer(serializers.Serializer[dict[str, Any]]):
    """An objection as it stands beside a grade: under way, or its outcome and reason; not who objected."""

    id = serializers.IntegerField()
    about = serializers.CharField()
    status = serializers.CharField()
    outcome = serializers.CharField()
    reason = serializers.CharField()
    remedy = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    received_on = serializers.DateField()
    deadline = serializers.DateField()
    decided_at = serializers.DateTimeField(allow_null=True)
    zh = serializers.CharField()
    en = serializers.CharField()
