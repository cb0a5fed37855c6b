from django.urls import path

from parks.rankings import views

urlpatterns = [
    path("rankings/", views.Rankings.as_view(), name="rankings"),
    path("rankings/weights/", views.RankingWeights.as_view(), name="ranking-weights"),
    path("rankings/stability/", views.RankingStability.as_view(), name="ranking-stability"),
]
