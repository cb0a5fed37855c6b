"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from drf_spectacular.views import SpectacularAPIView

from config import api_errors, health, pages
from parks.accounts.throttling import throttled
from parks.accounts.views import SessionView
from parks.inventory.services import current_revision

api: list[URLPattern | URLResolver] = [
    path("session/", SessionView.as_view(revision=current_revision), name="session"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include("parks.accounts.urls")),
    path("", include("parks.inventory.urls")),
    path("", include("parks.policies.urls")),
    path("", include("parks.appraisals.urls")),
    path("", include("parks.rankings.urls")),
    path("", include("parks.lists.urls")),
    path("", include("parks.objections.urls")),
    path("", include("parks.selections.urls")),
    path("", include("parks.shortlists.urls")),
    path("", include("parks.surveys.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.app, name="app"),
    path("assessment", pages.app, name="app-assessment"),
    path("assessment/<path:part>", pages.app, name="app-assessment-part"),
    path("surveys", pages.app, name="app-surveys"),
    path("surveys/<int:survey>", pages.app, name="app-survey"),
    path("objections", pages.app, name="app-objections"),
    path("objections/<int:objection>", pages.app, name="app-objection"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("tiles/", include("parks.tiles.urls")),
    path("api/v1/", include(api)),
    path("admin/login/", throttled(admin.site.login, api_errors.too_many_attempts)),
    path("admin/", admin.site.urls),
]

handler400 = "config.api_errors.bad_request"
handler403 = "config.api_errors.permission_denied"
handler404 = "config.api_errors.not_found"
handler500 = "config.api_errors.server_error"
