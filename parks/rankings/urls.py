from django.urls import path

from parks.rankings import scenario_views, views

urlpatterns = [
    path("rankings/", views.Rankings.as_view(), name="rankings"),
    path("rankings/weights/", views.RankingWeights.as_view(), name="ranking-weights"),
    path("rankings/stability/", views.RankingStability.as_view(), name="ranking-stability"),
    path("rankings/verification/", views.RankingVerification.as_view(), name="ranking-verification"),
    path("comparisons/", views.Comparisons.as_view(), name="comparisons"),
    path("scenarios/", scenario_views.Scenarios.as_view(), name="scenarios"),
    path("scenarios/<int:pk>/", scenario_views.ScenarioDetail.as_view(), name="scenario"),
]
