"""The objection desk (异议, 诉求): 受理 → 分派 → 反馈, and what was shown as evidence."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from parks.appraisals.models import Appraisal, Grade, Mode, Subject
from parks.inventory.models import Park
from parks.inventory.models.checks import one_of
from parks.inventory.models.history import tracked
from parks.inventory.querysets import ScopedQuerySet
from parks.objections.querysets import OPEN, ObjectionQuerySet


class About(models.TextChoices):
    AREA = "area", "面积"
    GRADE = "grade", "等级"
    LIST = "list", "名单"
    MODE = "mode", "改造模式"


class Status(models.TextChoices):
    RECEIVED = "received", "已受理"
    DISPATCHED = "dispatched", "已分派"
    DECIDED = "decided", "已反馈"
    WITHDRAWN = "withdrawn", "已撤回"


class Outcome(models.TextChoices):
    UPHELD = "upheld", "予以支持"
    PARTLY = "partly", "部分支持"
    REJECTED = "rejected", "不予支持"


def _by() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


@tracked(exclude=("contact",))
class Objection(models.Model):
    """`subject_id` refers to the table of `subject` without a constraint, as results do: the objection outlives a parcel
    that is split. What was objected to is kept as it stood: grade, score, area, mode, place on a list. The contact is
    kept in this one place, out of the history too."""

    subject = models.CharField(max_length=11, choices=Subject)
    subject_id = models.BigIntegerField()
    subject_code = models.CharField(max_length=20)
    subject_name = models.CharField(max_length=120)
    park = models.ForeignKey(Park, models.PROTECT, related_name="objections")
    about = models.CharField(max_length=5, choices=About)
    list_name = models.CharField(max_length=30, blank=True)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, blank=True, related_name="objections")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=1, choices=Grade, null=True, blank=True)
    grade_score = models.FloatField(null=True, blank=True)
    area_m2 = models.FloatField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=Mode, blank=True)
    list_status = models.CharField(max_length=30, blank=True)
    objector = models.CharField(max_length=100)
    contact = models.CharField(max_length=100, blank=True)
    statement = models.TextField()
    received_on = models.DateField()
    deadline = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    registered_at = models.DateTimeField(auto_now_add=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dispatched_to = models.CharField(max_length=100, blank=True)
    assignee = _by()
    dispatched_at = models.DateTimeField(null=True, blank=True)
    dispatched_by = _by()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _by()
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = _by()

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("objection", "subject", Subject.values),
            one_of("objection", "about", About.values),
            one_of("objection", "status", Status.values),
            models.CheckConstraint(
                condition=Q(deadline__gte=models.F("received_on")), name="objection_deadline_after_receipt"
            ),
            models.CheckConstraint(
                condition=Q(about=About.LIST) ^ Q(list_name=""), name="objection_list_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DECIDED)
                | Q(outcome__in=Outcome.values, decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(reason=""),
                name="objection_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="objection_withdrawn_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="objection_subject"),
            models.Index(fields=["status", "deadline"], name="objection_open"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject} {self.subject_id} {self.status}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_overdue(self, today: dt.date | None = None) -> bool:
        return self.is_open and self.deadline < (today or timezone.localdate())


class EvidenceQuerySet(ScopedQuerySet):
    area_path = "objection__park__area__code"


@tracked()
class Evidence(models.Model):
    """One file (证据), stored under the objection by its hash; `kind` is what its content was found to be."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="evidence", db_index=False)
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["objection", "number"], name="evidence_number_once"),
            models.UniqueConstraint(fields=["objection", "sha256"], name="evidence_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id}/{self.number} {self.file_name}"
