from django.urls import path

from parks.surveys import batch_views, download_views, row_views, views, workbook_views

urlpatterns = [
    path("surveys/", views.SurveyList.as_view(), name="surveys"),
    path("surveys/parcels.gpkg", download_views.StoredParcels.as_view(), name="survey-parcels"),
    path("surveys/fields/", views.SurveyFields.as_view(), name="survey-fields"),
    path("surveys/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
    path("surveys/<int:pk>/issues/", views.SurveyIssues.as_view(), name="survey-issues"),
    path("surveys/<int:pk>/preview/", views.SurveyPreview.as_view(), name="survey-preview"),
    path("surveys/<int:pk>/workbook.xlsx", workbook_views.SurveyWorkbook.as_view(), name="survey-workbook"),
    path("surveys/<int:pk>/check/", views.SurveyCheck.as_view(), name="survey-check"),
    path("surveys/<int:pk>/answers/", views.SurveyAnswers.as_view(), name="survey-answers"),
    path("surveys/<int:pk>/cancel/", views.SurveyCancel.as_view(), name="survey-cancel"),
    path("surveys/<int:pk>/rows/", row_views.SurveyRows.as_view(), name="survey-rows"),
    path("surveys/<int:pk>/rows/<int:row>/", row_views.SurveyRowDetail.as_view(), name="survey-row"),
    path("surveys/<int:pk>/effects/", batch_views.SurveyEffects.as_view(), name="survey-effects"),
    path("surveys/<int:pk>/commit/", batch_views.SurveyCommit.as_view(), name="survey-commit"),
    path("surveys/<int:pk>/return/", batch_views.SurveyReturn.as_view(), name="survey-return"),
    path("surveys/<int:pk>/undo/", batch_views.SurveyUndo.as_view(), name="survey-undo"),
]
