from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from parks.appraisals.errors import WITHHELD
from parks.appraisals.models import Appraisal, ParkResult, Status
from parks.policies.models import EditionStatus, PolicyEdition
from parks.policies.services import hash_on

STAGES_EN = {
    Status.QUEUED: "queued",
    Status.SNAPSHOT: "reading the inventory",
    Status.APPRAISING: "appraising",
    Status.STORING: "storing the results",
    Status.DONE: "done",
    Status.FAILED: "failed",
    Status.CANCELLED: "cancelled",
}


CITY_COUNTS = ("park_count", "parcel_count", "enterprise_count")


class StartSerializer(serializers.Serializer[dict[str, Any]]):
    """What to appraise with: policy parameters by name that a trial run (试算) replaces, the evaluation year, and a draft
    edition to count as if it were adopted (政策模拟). None of them for the official run, which is of the latest year that at least half of those with any figures have; a run of another
    year is a trial."""

    overrides = serializers.DictField(required=False, default=dict)
    year = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1978, max_value=2100, help_text="评价年份"
    )
    draft = serializers.PrimaryKeyRelatedField(
        queryset=PolicyEdition.objects.filter(status=EditionStatus.DRAFT),
        required=False,
        allow_null=True,
        default=None,
        pk_field=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        help_text="政策版本草案的编号",
    )


class FailureSerializer(serializers.Serializer[Appraisal]):
    code = serializers.CharField(source="error_code")
    detail = serializers.CharField(source="error_zh")
    detail_en = serializers.CharField(source="error_en")


COUNT = "Null unless the user sees the whole city."


class AppraisalSerializer(serializers.ModelSerializer[Appraisal]):
    """A run. Its counts, and what was wrong with the inventory, are of the whole city and told only to who may see it."""

    stage = serializers.CharField(source="get_status_display", read_only=True)
    stage_en = serializers.SerializerMethodField()
    current = serializers.BooleanField(source="is_current", read_only=True)
    created_by = serializers.CharField(source="created_by.display_name", default=None, read_only=True)
    park_count = serializers.IntegerField(allow_null=True, read_only=True, help_text=COUNT)
    parcel_count = serializers.IntegerField(allow_null=True, read_only=True, help_text=COUNT)
    enterprise_count = serializers.IntegerField(allow_null=True, read_only=True, help_text=COUNT)
    error = serializers.SerializerMethodField()
    policy_in_force = serializers.SerializerMethodField(
        help_text="Whether it was judged by the policy that is in force today; null before it was judged."
    )

    class Meta:
        model = Appraisal
        fields = [
            "id",
            "status",
            "progress",
            "stage",
            "stage_en",
            "current",
            "created_at",
            "created_by",
            "started_at",
            "finished_at",
            "seconds",
            "overrides",
            "draft",
            "year",
            "revision",
            "policy_edition",
            "policy_hash",
            "policy_in_force",
            "input_hash",
            "result_hash",
            "code_hash",
            "park_count",
            "parcel_count",
            "enterprise_count",
            "details_kept",
            "error",
        ]
        read_only_fields = fields

    def get_stage_en(self, appraisal: Appraisal) -> str:
        return STAGES_EN[Status(appraisal.status)]

    def get_policy_in_force(self, appraisal: Appraisal) -> bool | None:
        """False says: run again."""
        if not appraisal.policy_hash:
            return None
        return bool(appraisal.policy_hash == self._policy_today)

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, appraisal: Appraisal) -> dict[str, Any] | None:
        if not appraisal.error_code:
            return None
        failure = FailureSerializer(appraisal).data
        return failure if self._whole_city else {**failure, **WITHHELD}

    def to_representation(self, instance: Appraisal) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown if self._whole_city else {**shown, **dict.fromkeys(CITY_COUNTS)}

    @cached_property
    def _policy_today(self) -> str:
        """Asked once a list: its rows share one serializer."""
        return hash_on(timezone.localdate())

    @property
    def _whole_city(self) -> bool:
        return bool(self.context["request"].user.sees_whole_city)


class ResultParkSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class ParkResultSerializer(serializers.ModelSerializer[ParkResult]):
    park = ResultParkSerializer(read_only=True)

    class Meta:
        model = ParkResult
        fields = [
            "park",
            "rank",
            "ranked",
            "rank_reason",
            "rank_p5",
            "rank_p95",
            "top_share",
            "priority",
            "need",
            "opportunity",
            "completeness",
            "trust",
            "grade",
            "grade_score",
            "grade_reason",
            "grade_by_reference",
            "mode",
            "mode_settled",
            "below_threshold",
        ]
        read_only_fields = fields
