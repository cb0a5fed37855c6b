"""Stored runs of the assessment (评估): who asked, on which data and policy, and what came out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from parks.appraisals.querysets import (
    AppraisalQuerySet,
    EnterpriseResultQuerySet,
    ParcelResultQuerySet,
    ParkResultQuerySet,
)
from parks.inventory.models import Enterprise, Parcel, Park
from parks.inventory.querysets import OfParkQuerySet
from parks.policies.models import PolicyEdition


class Status(models.TextChoices):
    QUEUED = "queued", "排队中"
    SNAPSHOT = "snapshot", "读取台账"
    APPRAISING = "appraising", "评估计算"
    STORING = "storing", "保存结果"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"


class Grade(models.TextChoices):
    """亩产效益综合评价; T: 不宜评价, which takes no quota."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    T = "T", "T（不宜评价）"


class Mode(models.TextChoices):
    """改造模式."""

    WHOLE_VILLAGE = "whole_village", "整村改造"
    COMPREHENSIVE = "comprehensive", "全面改造"
    MICRO = "micro", "微改造"
    KEEP = "keep", "保留整治"
    CANNOT_ASSESS = "cannot_assess", "无法判定"


def _grade_known(name: str) -> models.CheckConstraint:
    condition = Q(grade__isnull=True) | Q(grade__in=Grade.values)
    return models.CheckConstraint(condition=condition, name=name)


class Appraisal(models.Model):
    """One run over the whole inventory, of one evaluation year (评价年份). Only a run with the policy in force and of
    the inventory's own evaluation year becomes current; the others are trials (试算)."""

    Status = Status
    FINISHED = (Status.DONE, Status.FAILED, Status.CANCELLED)

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="appraisals"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seconds = models.JSONField(default=dict)
    overrides = models.JSONField(default=dict)
    draft = models.ForeignKey(PolicyEdition, models.PROTECT, null=True, blank=True, related_name="trials")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True)
    policy_edition = models.CharField(max_length=60, blank=True)
    policy_hash = models.CharField(max_length=64, blank=True)
    input_hash = models.CharField(max_length=64, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)
    park_count = models.PositiveIntegerField(null=True, blank=True)
    parcel_count = models.PositiveIntegerField(null=True, blank=True)
    enterprise_count = models.PositiveIntegerField(null=True, blank=True)
    legend = models.JSONField(default=dict)
    details_kept = models.BooleanField(default=False)
    error_code = models.CharField(max_length=40, blank=True)
    error_zh = models.TextField(blank=True)
    error_en = models.TextField(blank=True)
    is_current = models.BooleanField(default=False)
    is_trial = models.BooleanField(default=False)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="appraisal_one_current"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="appraisal_status_known"),
            models.CheckConstraint(condition=Q(progress__range=(0, 100)), name="appraisal_progress_percent"),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(status="done"), name="appraisal_current_is_done"
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(error_code=""), name="appraisal_failure_has_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"


class RunInput(models.Model):
    """The frame that runs were judged on, as compressed Arrow tables, by its hash; several runs may share one."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.hash[:8]


class ParkResult(models.Model):
    """Grade, renewal mode and rank of one park; `evidence` with the appraisal's legend explains them."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="park_results", db_index=False)
    park = models.ForeignKey(Park, models.CASCADE, related_name="results")
    grade = models.CharField(max_length=1, choices=Grade, null=True)
    grade_score = models.FloatField(null=True)
    grade_reason = models.CharField(max_length=20)
    grade_by_reference = models.BooleanField(null=True)
    mode = models.CharField(max_length=16, choices=Mode)
    mode_settled = models.BooleanField()
    need = models.FloatField(null=True)
    opportunity = models.FloatField(null=True)
    priority = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    ranked = models.BooleanField()
    rank_reason = models.CharField(max_length=20, blank=True)
    rank_p5 = models.PositiveIntegerField(null=True)
    rank_p95 = models.PositiveIntegerField(null=True)
    top_share = models.FloatField(null=True)
    completeness = models.FloatField()
    trust = models.FloatField(null=True)
    below_threshold = models.BooleanField()
    evidence = models.JSONField()

    objects = ParkResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "park"], name="park_result_once_a_run"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="park_result_mode_known"),
            _grade_known("park_result_grade_known"),
        ]
        indexes = [
            models.Index(fields=["appraisal", "rank"], name="park_result_rank"),
            models.Index(fields=["appraisal", "grade"], name="park_result_grade"),
            models.Index(fields=["appraisal", "mode"], name="park_result_mode"),
        ]

    def __str__(self) -> str:
        return f"{self.park_id} in {self.appraisal_id}"


class LandEfficiencyResult(models.Model):
    """亩产效益综合评价 of a parcel or enterprise. No constraint to the inventory: what was judged stays on record
    when the parcel is later split or the enterprise gone, and bulk loading stays cheap. `by_reference`: outside the
    district that the graded profile is written for (参照)."""

    grade = models.CharField(max_length=1, choices=Grade, null=True)
    score = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=20)
    by_reference = models.BooleanField(null=True)

    class Meta:
        abstract = True


class ParcelResult(LandEfficiencyResult):
    pk = models.CompositePrimaryKey("appraisal_id", "parcel_id")
    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="parcel_results", db_index=False)
    parcel = models.ForeignKey(
        Parcel, models.DO_NOTHING, related_name="results", db_constraint=False, db_index=False
    )

    objects = ParcelResultQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.parcel_id} in {self.appraisal_id}"


class EnterpriseResult(LandEfficiencyResult):
    pk = models.CompositePrimaryKey("appraisal_id", "enterprise_id")
    appraisal = models.ForeignKey(
        Appraisal, models.CASCADE, related_name="enterprise_results", db_index=False
    )
    enterprise = models.ForeignKey(
        Enterprise, models.DO_NOTHING, related_name="results", db_constraint=False, db_index=False
    )

    objects = EnterpriseResultQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.enterprise_id} in {self.appraisal_id}"


class Subject(models.TextChoices):
    PARKS = "parks", "园区"
    PARCELS = "parcels", "宗地"
    ENTERPRISES = "enterprises", "企业"


class ListEntry(models.Model):
    """One subject on one list (名单) of a run; who is clear or cannot be assessed has none. `subject_id` refers to the
    table of `subject` without a constraint, as the results do; `park` is where it lies, for the scope."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="list_entries", db_index=False)
    name = models.CharField(max_length=30)
    subject = models.CharField(max_length=11, choices=Subject)
    subject_id = models.BigIntegerField()
    park = models.ForeignKey(Park, models.DO_NOTHING, related_name="list_entries", db_constraint=False)
    status = models.CharField(max_length=30)
    reasons = models.JSONField(default=list)
    effects = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)

    objects = OfParkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "name", "subject_id"], name="list_entry_once"),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="list_subject_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_id} in {self.appraisal_id}"
