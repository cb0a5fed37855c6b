"""Sessions for the browser, tokens for programs."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from parks.accounts.authentication import TokenAuthentication
from parks.accounts.errors import InvalidCredentialsError
from parks.accounts.models import User
from parks.accounts.serializers import (
    CredentialsSerializer,
    SessionSerializer,
    TokenSerializer,
    UserSerializer,
)
from parks.accounts.throttling import THROTTLES, AccountThrottle


def _user_of_credentials(request: Request) -> User:
    given = CredentialsSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    user = authenticate(request, **given.validated_data)
    if not isinstance(user, User):
        raise InvalidCredentialsError
    AccountThrottle().remember(request)
    return user


@method_decorator([ensure_csrf_cookie, csrf_protect], name="dispatch")
class SessionView(APIView):
    """Who is signed in; signing in and out. GET also hands out the CSRF cookie that every later write must return."""

    revision: Callable[[], int] | None = None  # given by config.urls: the inventory is above this room
    permission_classes = [AllowAny]
    throttle_classes = THROTTLES

    def _session(self, request: Request) -> Response:
        user = request.user if request.user.is_authenticated else None
        session: dict[str, object] = {
            "user": user,
            "demo": settings.DEMO,
            "revision": self.revision() if self.revision else 0,
        }
        return Response(SessionSerializer(session).data)

    @extend_schema(operation_id="session_retrieve", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        return self._session(request)

    @extend_schema(operation_id="session_create", request=CredentialsSerializer, responses=UserSerializer)
    def post(self, request: Request) -> Response:
        user = _user_of_credentials(request)
        login(request, user)
        return Response(UserSerializer(user).data)

    @extend_schema(operation_id="session_destroy", responses={204: None})
    def delete(self, request: Request) -> Response:
        logout(request)
        return Response(status=204)


class TokensView(APIView):
    """A token for a program, in exchange for a password."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = THROTTLES

    @extend_schema(
        operation_id="tokens_create", request=CredentialsSerializer, responses={201: TokenSerializer}
    )
    def post(self, request: Request) -> Response:
        user = _user_of_credentials(request)
        token, secret = AuthToken.objects.create(user)
        made = {"token": secret, "expiry": token.expiry, "user": user}
        return Response(TokenSerializer(made).data, status=201)


class CurrentTokenView(APIView):
    """The token that this request carries."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="tokens_current_destroy", responses={204: None})
    def delete(self, request: Request) -> Response:
        request.auth.delete()
        return Response(status=204)
