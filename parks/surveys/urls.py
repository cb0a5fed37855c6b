from django.urls import path

from parks.surveys import download_views, row_views, views

urlpatterns = [
    path("surveys/", views.SurveyList.as_view(), name="surveys"),
    path("surveys/parcels.gpkg", download_views.StoredParcels.as_view(), name="survey-parcels"),
    path("surveys/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
    path("surveys/<int:pk>/issues/", views.SurveyIssues.as_view(), name="survey-issues"),
    path("surveys/<int:pk>/preview/", views.SurveyPreview.as_view(), name="survey-preview"),
    path("surveys/<int:pk>/check/", views.SurveyCheck.as_view(), name="survey-check"),
    path("surveys/<int:pk>/answers/", views.SurveyAnswers.as_view(), name="survey-answers"),
    path("surveys/<int:pk>/cancel/", views.SurveyCancel.as_view(), name="survey-cancel"),
    path("surveys/<int:pk>/rows/", row_views.SurveyRows.as_view(), name="survey-rows"),
    path("surveys/<int:pk>/rows/<int:row>/", row_views.SurveyRowDetail.as_view(), name="survey-row"),
    path("surveys/<int:pk>/commit/", views.SurveyCommit.as_view(), name="survey-commit"),
]
