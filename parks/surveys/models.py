"""Survey uploads (摸查数据上传): the file as received, its rows as staged, and what is wrong with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, OuterRef, Q, Subquery
from django.db.models.sql.compiler import SQLCompiler

from parks.accounts.models import Role, User
from parks.surveys.issues import Severity

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Status(models.TextChoices):
    RECEIVED = "received", "已收到 received"
    CHECKING = "checking", "检查中 checking"
    CHECKED = "checked", "已检查 checked"
    REFUSED = "refused", "不能读取 refused"
    COMMITTED = "committed", "已入库 committed"
    FAILED = "failed", "处理失败 failed"
    CANCELLED = "cancelled", "已取消 cancelled"
    AWAITING = "awaiting", "待复核 awaiting approval"
    COMMITTING = "committing", "入库中 committing"
    UNDONE = "undone", "已撤销 undone"


class Approver(models.TextChoices):
    CLERK = "clerk", "另一数据员或管理员 another clerk or an administrator"
    ADMINISTRATOR = "administrator", "管理员 an administrator"


class Outcome(models.TextChoices):
    NEW = "new", "新增 new"
    UPDATE = "update", "更新 update"
    UNCHANGED = "unchanged", "不变 unchanged"
    CONFLICT = "conflict", "冲突 conflict"
    REJECTED = "rejected", "拒绝 rejected"


@ArrayField.register_lookup
class Within(Lookup):
    """`scope__within=prefixes`: every area code begins with one of the prefixes."""

    lookup_name = "within"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        codes, code_parameters = self.process_lhs(compiler, connection)
        prefixes, prefix_parameters = self.process_rhs(compiler, connection)
        beyond = f"SELECT 1 FROM unnest({codes}) AS area WHERE NOT area ^@ ANY ({prefixes}::text[])"  # noqa: S608 # a column and a placeholder
        return f"NOT EXISTS ({beyond})", (*code_parameters, *prefix_parameters)


class UploadQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """A clerk sees own uploads and those of colleagues with no wider scope; an administrator sees all."""
        if not isinstance(user, User):
            return self.none()
        if user.role == Role.ADMINISTRATOR:
            return self
        return self.filter(Q(user=user) | Q(scope__within=user.scope, scope__len__gt=0))

    def with_same_file(self, among: Self) -> Self:
        """`same_as`: the first of these with the very same file that was committed, other than the upload itself."""
        same = among.filter(sha256=OuterRef("sha256"), status=Status.COMMITTED).exclude(pk=OuterRef("pk"))
        return self.annotate(same_as=Subquery(same.order_by("pk").values("pk")[:1]))


class SurveyUpload(models.Model):
    """One file. `answers` is what the clerk said about it (`answers.Answers`), `reading` how it was read and why,
    `receipt` what its commit did, `undo` what was taken back; all stay for good. `basis` is the fingerprint of the stored
    parcel that a row was based on, for the rows (by number) that somebody changed since."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    scope = ArrayField(models.CharField(max_length=12), default=list)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="returned")
    answers = models.JSONField(default=dict, blank=True)
    basis = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)
    reading = models.JSONField(null=True)
    mapping = models.JSONField(default=list)
    counts = models.JSONField(null=True)
    issues_by_code = models.JSONField(default=list)
    bounds = models.JSONField(null=True)
    problem = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    approval = models.JSONField(null=True)
    effects = models.JSONField(null=True)
    receipt = models.JSONField(null=True)
    undo = models.JSONField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="survey_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=["committed", "undone"]) | Q(receipt__isnull=False),
                name="survey_committed_has_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.status})"

    def lies_within(self, scope: Sequence[str]) -> bool:
        """Everything that the file may change lies within that data scope."""
        return all(any(area.startswith(mine) for mine in scope) for area in self.scope)


class SurveyRow(models.Model):
    """One row, staged: what the file says, in stored units; null where it says nothing. `fingerprint` and
    `park_fingerprint` are those of the stored parcel and park it was compared with, null where there was none."""

    upload = models.ForeignKey(SurveyUpload, models.CASCADE, related_name="rows", db_index=False)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.CharField(max_length=40, blank=True)
    changed = ArrayField(models.CharField(max_length=30), default=list)
    parcel_id = models.BigIntegerField(null=True)
    fingerprint = models.BigIntegerField(null=True)
    park_id = models.BigIntegerField(null=True)
    park_fingerprint = models.BigIntegerField(null=True)
    code = models.TextField(null=True)
    tenure = models.CharField(max_length=12, null=True)
    procedure = models.CharField(max_length=10, null=True)
    procedure_area_m2 = models.FloatField(null=True)
    certificate = models.CharField(max_length=11, null=True)
    land_use = models.TextField(null=True)
    declared_area_m2 = models.FloatField(null=True)
    owner_name = models.TextField(null=True)
    address = models.TextField(null=True)
    surveyed_on = models.DateField(null=True)
    gfa_legal_m2 = models.FloatField(null=True)
    gfa_illegal_pre2009_m2 = models.FloatField(null=True)
    gfa_illegal_post2009_m2 = models.FloatField(null=True)
    storeys = models.FloatField(null=True)
    built_year = models.FloatField(null=True)
    geometry = models.MultiPolygonField(srid=4490, null=True, spatial_index=False)

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["upload", "row"], name="survey_row_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.row} {self.outcome}"


class SurveyIssue(models.Model):
    """One issue; stored in the order in which they are to be read: what must be fixed first, then by row. `fix` is a
    suggestion that is applied only when chosen (`issues.Fix`)."""

    upload = models.ForeignKey(SurveyUpload, models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField(null=True)
    column = models.TextField(blank=True)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Severity])
    value = models.TextField(blank=True)
    message_zh = models.TextField()
    message_en = models.TextField()
    fix = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.row} {self.code}"


class RememberedColumns(models.Model):
    """How the columns of one source (同一来源的表头) were read when its last file was: offered for the next."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    headers_sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    units = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "headers_sha256"], name="columns_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.headers_sha256[:8]}"


class ApprovalRule(models.Model):
    """A district (区) whose surveys a second person has to approve (双人复核)."""

    area = models.OneToOneField("inventory.AdminArea", models.CASCADE, related_name="+", verbose_name="区")
    approver = models.CharField(max_length=13, choices=Approver, verbose_name="复核人")

    class Meta:
        verbose_name = verbose_name_plural = "入库复核 approval of surveys"
        constraints = [
            models.CheckConstraint(condition=Q(approver__in=Approver.values), name="approver_known")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.approver}"
