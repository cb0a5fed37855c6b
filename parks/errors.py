"""What the product refuses, said in both languages: one base, and under it one class per refusal.

`status` is the HTTP status it is answered with, `code` never changes, so that programs may rely on it.
"""

import errno
from collections.abc import Sequence
from typing import ClassVar, TypedDict


class FieldFault(TypedDict):
    """One field that is wrong, in a refusal that names fields."""

    field: str
    code: str
    detail: str


class CunyuanError(Exception):
    """Base of all refusals. Sentences may hold `{name}` places, filled from the keywords given."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    zh: ClassVar[str] = "请求无法处理。"
    en: ClassVar[str] = "The request cannot be processed."

    def __init__(self, *, errors: Sequence[FieldFault] = (), **places: object) -> None:
        self.detail = self.zh.format(**places)
        self.detail_en = self.en.format(**places)
        self.errors = list(errors)
        super().__init__(self.detail_en)


class NotFoundError(CunyuanError):
    status = 404
    code = "not_found"
    zh = "没有这个对象，或不在您的数据范围内。"
    en = "There is no such object, or it lies outside your data scope."


class ConflictError(CunyuanError):
    status = 409
    code = "conflict"
    zh = "对象的当前状态不允许这一操作。"
    en = "The object's present state does not allow this."


class StorageFullError(CunyuanError):
    status = 507
    code = "storage_full"
    zh = "服务器磁盘已满，没有写入任何数据；请联系管理员腾出空间后再试。"
    en = "The server's disk is full and nothing was stored; tell the administrator, and try again when there is room."


DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DATABASE_DISK_FULL = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Whether it comes down to a disk, ours or the database's, that has no room left."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            return True
        if getattr(error, "sqlstate", None) == DATABASE_DISK_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


class UnavailableError(CunyuanError):
    status = 503
    code = "unavailable"
    zh = "服务暂时不可用，请稍后再试。"
    en = "The service is unavailable for the moment; try again soon."
