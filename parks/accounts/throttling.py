"""Attempts to sign in, counted per address of the caller and per account, so that neither can be hammered.

Whoever guesses at an account from elsewhere must not lock its owner out: an address from which the account was signed in
to lately has attempts of its own.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from functools import wraps
from math import ceil
from typing import cast

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

KNOWN_SECONDS = 30 * 24 * 3600

View = Callable[..., HttpResponse]
Refusal = Callable[[HttpRequest, int], HttpResponse]


class SignInThrottle(SimpleRateThrottle):
    """Counts attempts, which are POSTs; each kind says by what."""

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        if request.method != "POST":
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.counted_by(request)}

    def counted_by(self, request: Request) -> str:
        raise NotImplementedError


class AddressThrottle(SignInThrottle):
    scope = "login_address"

    def counted_by(self, request: Request) -> str:
        return self.get_ident(request)


class AccountThrottle(SignInThrottle):
    scope = "login_account"

    def counted_by(self, request: Request) -> str:
        at_home = self._pair(request)
        return at_home if self.cache.get(self._known_key(at_home)) else _account_of(request)

    def remember(self, request: Request) -> None:
        """The account was signed in to from this address."""
        self.cache.set(self._known_key(self._pair(request)), True, KNOWN_SECONDS)

    def _pair(self, request: Request) -> str:
        return f"{_account_of(request)}@{self.get_ident(request)}"

    def _known_key(self, pair: str) -> str:
        return self.cache_format % {"scope": "login_known", "ident": pair}


THROTTLES: Sequence[type[SignInThrottle]] = (AddressThrottle, AccountThrottle)


def _account_of(request: Request) -> str:
    given = request.data if isinstance(request, Request) else request.POST
    return _key(str(given.get("username", "")) if hasattr(given, "get") else "")


def _key(name: str) -> str:
    """Short, and one for all that the sign-in takes for the same name."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def throttled(view: View, refuse: Refusal) -> View:
    """A plain Django view that signs in, held to the same attempts; `refuse` answers with the seconds to wait.

    Throttles read of a request no more than both frameworks' have, and nothing of the view."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        attempt = cast(Request, request)
        for throttle in (each() for each in THROTTLES):
            if not throttle.allow_request(attempt, cast(APIView, None)):
                return refuse(request, ceil(throttle.wait() or 0))
        response = view(request, *args, **kwargs)
        if request.method == "POST" and _key(request.user.get_username()) == _account_of(attempt):
            AccountThrottle().remember(attempt)
        return response

    return answered
