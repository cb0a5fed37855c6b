"""Who asks: the signed-in session or the bearer of an API token; the scope decides what the tiles show."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from parks.accounts.models import User
from parks.errors import CunyuanError
from parks.tiles.errors import NotSignedInError

View = Callable[..., HttpResponse]


def for_visitors(view: View) -> View:
    """Calls `view(request, user, …)` for GET and HEAD; a refusal becomes problem+json."""

    @require_safe
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, _visitor(request), *args, **kwargs)
        except CunyuanError as refusal:
            return _problem(refusal)

    return checked


def _visitor(request: HttpRequest) -> User:
    user = _bearer(request) if "HTTP_AUTHORIZATION" in request.META else request.user
    if not isinstance(user, User):
        raise NotSignedInError
    return user


def _bearer(request: HttpRequest) -> User | None:
    try:
        found = TokenAuthentication().authenticate(request)
    except AuthenticationFailed as failure:
        raise NotSignedInError from failure
    return found[0] if found else None


def _problem(refusal: CunyuanError) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HttpResponse(status=refusal.status).reason_phrase,
        "status": refusal.status,
        "detail": refusal.detail,
        "detail_en": refusal.detail_en,
        "code": refusal.code,
    }
    return HttpResponse(
        orjson.dumps(body),
        status=refusal.status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store"},
    )
