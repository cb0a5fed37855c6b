"""Who asks: the signed-in session or the bearer of an API token; the scope decides what the tiles show.

A map asks for dozens of tiles at once. Django verifies a session once per process; after that the statement that
reads the tile also checks that the session lives and that account, password and scope have not changed, so that a
sign-out or a narrower scope counts at once and still costs no round trip of its own.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import AuthenticationFailed

from parks.accounts.authentication import TokenAuthentication
from parks.accounts.models import User
from parks.errors import CunyuanError
from parks.tiles.errors import MethodNotAllowedError, NotSignedInError

REMEMBERED = 2_000
READING = ("GET", "HEAD")
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visitor:
    user: int
    scope: tuple[str, ...]
    """Area codes as the account holds them."""
    password: str
    session: str | None
    verified: bool = True

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "verified": self.verified,
            "session": self.session,
            "user": self.user,
            "password": self.password,
            "scope": list(self.scope),
        }


_known: OrderedDict[str, Visitor] = OrderedDict()


def recall(request: HttpRequest) -> Visitor | None:
    """The visitor of a session seen before: not verified, to be admitted by the statement that reads."""
    return None if "HTTP_AUTHORIZATION" in request.META else _known.get(_session_key(request))


def verify(request: HttpRequest) -> Visitor:
    """Raises NotSignedInError unless Django knows the session or token."""
    bearer = "HTTP_AUTHORIZATION" in request.META
    user = _bearer(request) if bearer else request.user
    if not isinstance(user, User):
        raise NotSignedInError
    visitor = Visitor(user.pk, tuple(user.scope), user.password, None if bearer else _session_key(request))
    if visitor.session:
        _remember(visitor)
    return visitor


def _session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def _bearer(request: HttpRequest) -> User | None:
    try:
        found = TokenAuthentication().authenticate(request)
    except AuthenticationFailed as failure:
        raise NotSignedInError from failure
    return found[0] if found else None


def _remember(visitor: Visitor) -> None:
    _known[visitor.session or ""] = Visitor(
        visitor.user, visitor.scope, visitor.password, visitor.session, verified=False
    )
    while len(_known) > REMEMBERED:
        _known.popitem(last=False)


def refusing(view: View) -> View:
    """GET and HEAD only; a refusal becomes problem+json."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in READING:
                raise MethodNotAllowedError
            return view(request, *args, **kwargs)
        except CunyuanError as refusal:
            return _problem(refusal)

    return answered


def _problem(refusal: CunyuanError) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HttpResponse(status=refusal.status).reason_phrase,
        "status": refusal.status,
        "detail": refusal.detail,
        "detail_en": refusal.detail_en,
        "code": refusal.code,
    }
    headers = {"Cache-Control": "no-store"}
    if isinstance(refusal, MethodNotAllowedError):
        headers["Allow"] = ", ".join(READING)
    return HttpResponse(
        orjson.dumps(body),
        status=refusal.status,
        content_type="application/problem+json",
        headers=headers,
    )
