"""Every failure as RFC 9457 problem+json: stable `code`, `detail` in Chinese, `detail_en` in English."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from parks.errors import CunyuanError, FieldFault, StorageFullError, UnavailableError, is_disk_full

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
SENTENCES = {
    "not_authenticated": (401, "请先登录。", "Sign in first."),
    "authentication_failed": (401, "登录凭据无效或已过期。", "The credentials are invalid or have expired."),
    "permission_denied": (403, "您的职位没有这项权限。", "Your role does not have this permission."),
    "csrf_failed": (
        403,
        "安全校验未通过，请刷新页面后再试。",
        "The security check failed; reload the page and try again.",
    ),
    "not_found": (
        404,
        "没有这个对象，或不在您的数据范围内。",
        "There is no such object, or it lies outside your data scope.",
    ),
    "method_not_allowed": (405, "此地址不支持这种请求方法。", "This address does not support that method."),
    "not_acceptable": (406, "无法以所要求的格式返回。", "The requested format is not available."),
    "unsupported_media_type": (415, "不支持这种内容类型。", "This content type is not supported."),
    "too_large": (413, "请求内容过大。", "The request is too large."),
    "parse_error": (
        400,
        "请求内容的格式有误或不完整，无法读取。",
        "The request body is malformed or incomplete and cannot be read.",
    ),
    "invalid": (400, "有字段不符合要求，详见 errors。", "Some fields are not acceptable; see errors."),
    "throttled": (429, "尝试次数过多，请稍后再试。", "Too many attempts; try again later."),
    "bad_request": (400, "请求无法处理。", "The request cannot be processed."),
    "internal_error": (500, "服务器出错，已记录。", "The server failed; this has been recorded."),
}
TITLES = {429: "Too Many Requests", 413: "Content Too Large"}


def problem(code: str, *, errors: list[FieldFault] | None = None) -> dict[str, Any]:
    number, zh, en = SENTENCES[code]
    return _body(number, code, zh, en, errors)


def _body(number: int, code: str, zh: str, en: str, errors: list[FieldFault] | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(number) or HttpResponse(status=number).reason_phrase,
        "status": number,
        "detail": zh,
        "detail_en": en,
        "code": code,
    }
    return {**body, "errors": errors} if errors else body


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; what it does not know stays an error 500, which `server_error` answers."""
    body = _problem_of(exc)
    if body is None:
        return None
    set_rollback()
    headers = {}
    if isinstance(exc, exceptions.APIException):
        if auth_header := getattr(exc, "auth_header", None):
            headers["WWW-Authenticate"] = auth_header
        if (wait := getattr(exc, "wait", None)) is not None:
            headers["Retry-After"] = str(int(wait) + 1)
    return Response(body, status=body["status"], headers=headers, content_type=CONTENT_TYPE)


def _problem_of(exc: Exception) -> dict[str, Any] | None:
    if is_disk_full(exc):
        log.error("no room on disk", exc_info=exc)
        exc = StorageFullError()
    if isinstance(exc, OperationalError):
        log.error("database unavailable", exc_info=exc)
        exc = UnavailableError()
    if isinstance(exc, CunyuanError):
        return _body(exc.status, exc.code, exc.detail, exc.detail_en, exc.errors)
    if isinstance(exc, Http404):
        return problem("not_found")
    if isinstance(exc, PermissionDenied):
        return problem("permission_denied")
    if isinstance(exc, exceptions.ValidationError):
        return problem("invalid", errors=list(_faults(exc.detail, exc.get_codes())))
    if isinstance(exc, exceptions.APIException):
        return problem(_code_of(exc))
    return None


def _code_of(exc: exceptions.APIException) -> str:
    if str(exc.detail).startswith("CSRF Failed"):
        return "csrf_failed"
    code = exc.get_codes()
    if isinstance(code, str) and code in SENTENCES:
        return code
    by_status = {number: name for name, (number, _, _) in reversed(SENTENCES.items())}
    return by_status.get(exc.status_code, "bad_request")


def _faults(detail: Any, codes: Any, path: str = "") -> Iterator[FieldFault]:
    """Flatten DRF's nested details: `filters.far_min`, `items.0.code`."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            own = "" if key == "non_field_errors" else str(key)
            yield from _faults(value, codes[key], ".".join(filter(None, (path, own))))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            deeper = f"{path}.{index}" if isinstance(value, dict | list) else path
            yield from _faults(value, codes[index], deeper)
    else:
        yield {"field": path, "code": str(codes), "detail": str(detail)}


def _answer(request: HttpRequest, code: str) -> HttpResponse:
    """Outside DRF: problem+json for programs, a plain page for people."""
    body = problem(code)
    if request.path.startswith(("/api/", "/tiles/")):
        return JsonResponse(body, status=body["status"], content_type=CONTENT_TYPE)
    return render(request, "problem.html", {"problem": body}, status=body["status"])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "too_large" if isinstance(exception, RequestDataTooBig) else "bad_request")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "permission_denied")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, "internal_error")


def too_many_attempts(request: HttpRequest, seconds: int) -> HttpResponse:
    answer = _answer(request, "throttled")
    answer["Retry-After"] = str(seconds)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, "csrf_failed")
