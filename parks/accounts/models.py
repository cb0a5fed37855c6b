"""Users (用户) with a role (职位) and an area scope (数据范围)."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.lookups import Regex

CITY_DIGITS = 4
AREA_CODE = r"([0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})"


class Role(models.TextChoices):
    OFFICIAL = "official", "干部 official"
    CLERK = "clerk", "数据员 clerk"
    PLANNER = "planner", "规划师 planner"
    ADMINISTRATOR = "administrator", "管理员 administrator"


area_prefix = RegexValidator(rf"^{AREA_CODE}\Z", "区划代码应为 4、6、9 或 12 位数字")


def _joined(separator: str) -> models.Func:
    """The scope as one text, null as a question mark."""
    parts = (models.Value(separator), models.Value("?"))
    return models.Func("scope", *parts, function="array_to_string", output_field=models.TextField())


_SCOPE_IS_AREA_CODES = models.CheckConstraint(
    condition=models.Q(scope=[])
    | models.Q(Regex(_joined(","), rf"^{AREA_CODE}(,{AREA_CODE})*$"), Regex(_joined(""), r"^[0-9]+$")),
    name="user_scope_area_codes",
    violation_error_message="数据范围应为 4、6、9 或 12 位区划代码。",
)


class User(AbstractUser):
    """A person of the administration. `scope` lists the area codes whose parks the user may see, each as a prefix
    (市 4, 区 6, 镇街 9, 村 12 digits); an empty scope sees nothing."""

    role = models.CharField(max_length=16, choices=Role, default=Role.OFFICIAL)
    scope = ArrayField(models.CharField(max_length=12, validators=[area_prefix]), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            _SCOPE_IS_AREA_CODES,
        ]

    @property
    def display_name(self) -> str:
        return f"{self.last_name}{self.first_name}" or self.username

    @property
    def sees_whole_city(self) -> bool:
        return any(len(code) == CITY_DIGITS for code in self.scope)
