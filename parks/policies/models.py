"""Policy editions (政策版本) that administrators add, and every policy that was ever judged by, written out whole."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class EditionStatus(models.TextChoices):
    DRAFT = "draft", "草案"
    ADOPTED = "adopted", "已采用"
    WITHDRAWN = "withdrawn", "已撤回"


class PolicyEdition(models.Model):
    """Dated values of parameters beside those of the files, as the uploaded YAML says; only adopted ones count."""

    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    starts_on = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=9, choices=EditionStatus, default=EditionStatus.DRAFT)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions_uploaded"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="editions_decided"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=EditionStatus.values), name="edition_status_known"),
            models.CheckConstraint(
                condition=Q(status=EditionStatus.DRAFT)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="edition_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(status=EditionStatus.WITHDRAWN), name="edition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.title_zh}"


class PolicySnapshot(models.Model):
    """A policy that a run was judged by (`assessment.policy.snapshot`), kept for ever so that the run can be repeated."""

    hash = models.CharField(max_length=64, primary_key=True)
    edition = models.CharField(max_length=60)
    content = models.JSONField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.edition
