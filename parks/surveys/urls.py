from django.urls import path

from parks.surveys import views

urlpatterns = [
    path("surveys/", views.SurveyList.as_view(), name="surveys"),
    path("surveys/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
    path("surveys/<int:pk>/issues/", views.SurveyIssues.as_view(), name="survey-issues"),
    path("surveys/<int:pk>/preview/", views.SurveyPreview.as_view(), name="survey-preview"),
    path("surveys/<int:pk>/check/", views.SurveyCheck.as_view(), name="survey-check"),
    path("surveys/<int:pk>/commit/", views.SurveyCommit.as_view(), name="survey-commit"),
]
