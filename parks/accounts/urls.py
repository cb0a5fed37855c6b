from django.urls import path

from parks.accounts import views

urlpatterns = [
    path("tokens/", views.TokensView.as_view(), name="tokens"),
    path("tokens/current/", views.CurrentTokenView.as_view(), name="current-token"),
]
