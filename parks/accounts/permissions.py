"""Who may do what: the one table of roles (职位) and permissions. Which rows they may see is the scope's business."""

from django.db.models import TextChoices
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from parks.accounts.models import Role, User


class Permission(TextChoices):
    INVENTORY_READ = "inventory.read", "查看台账"
    APPRAISALS_READ = "appraisals.read", "查看评估"
    APPRAISALS_START = "appraisals.start", "发起评估"
    POLICIES_MANAGE = "policies.manage", "管理政策版本"
    SCENARIOS_SAVE = "scenarios.save", "保存权重情景"
    SELECTIONS_CREATE = "selections.create", "保存筛选"
    EXPORTS_DOWNLOAD = "exports.download", "导出清单"
    SURVEYS_READ = "surveys.read", "查看摸查数据"
    SURVEYS_WRITE = "surveys.write", "上传并入库摸查数据"
    OBJECTIONS_REGISTER = "objections.register", "登记异议"
    OBJECTIONS_DECIDE = "objections.decide", "分派并处理异议"
    USERS_MANAGE = "users.manage", "管理用户"


_READING = frozenset({Permission.INVENTORY_READ, Permission.APPRAISALS_READ})
_SHORTLISTS = frozenset({Permission.SELECTIONS_CREATE, Permission.EXPORTS_DOWNLOAD})
_SURVEYS = frozenset({Permission.SURVEYS_READ, Permission.SURVEYS_WRITE})

PERMISSIONS_OF: dict[str, frozenset[Permission]] = {
    Role.OFFICIAL: _READING | _SHORTLISTS | {Permission.OBJECTIONS_REGISTER, Permission.OBJECTIONS_DECIDE},
    Role.CLERK: _READING | _SURVEYS | {Permission.OBJECTIONS_REGISTER},
    Role.PLANNER: _READING | _SHORTLISTS | {Permission.APPRAISALS_START, Permission.SCENARIOS_SAVE},
    Role.ADMINISTRATOR: frozenset(Permission),
}


def permissions_of(user: object) -> frozenset[Permission]:
    """What this user may do; nothing for a stranger or a closed account."""
    if not getattr(user, "is_active", False):
        return frozenset()
    return PERMISSIONS_OF.get(getattr(user, "role", ""), frozenset())


def allows(user: object, permission: Permission) -> bool:
    return permission in permissions_of(user)


def signed_in(request: Request) -> User:
    """The user of a request that a permission has let through."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def needs(read: Permission, write: Permission | None = None) -> type[BasePermission]:
    """A DRF permission: `read` for safe methods, `write` (same unless given) for the others."""

    class Needs(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            wanted = read if request.method in SAFE_METHODS else (write or read)
            return allows(request.user, wanted)

    return Needs
