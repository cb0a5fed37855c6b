from django.urls import path

from parks.appraisals import views

urlpatterns = [
    path("appraisals/", views.AppraisalList.as_view(), name="appraisals"),
    path("appraisals/current/", views.CurrentAppraisal.as_view(), name="appraisal-current"),
    path("appraisals/<int:pk>/", views.AppraisalDetail.as_view(), name="appraisal"),
    path("appraisals/<int:pk>/cancel/", views.CancelAppraisal.as_view(), name="appraisal-cancel"),
    path("appraisals/<int:pk>/results/", views.AppraisalResults.as_view(), name="appraisal-results"),
]
