from django.urls import path

from parks.appraisals import subject_views, views

urlpatterns = [
    path("appraisals/", views.AppraisalList.as_view(), name="appraisals"),
    path("appraisals/current/", views.CurrentAppraisal.as_view(), name="appraisal-current"),
    path("appraisals/<int:pk>/", views.AppraisalDetail.as_view(), name="appraisal"),
    path("appraisals/<int:pk>/cancel/", views.CancelAppraisal.as_view(), name="appraisal-cancel"),
    path("appraisals/<int:pk>/results/", views.AppraisalResults.as_view(), name="appraisal-results"),
    path(
        "parks/<int:pk>/turning-points/",
        subject_views.ParkTurningPoints.as_view(),
        name="park-turning-points",
    ),
    path(
        "parcels/<int:pk>/explanation/", subject_views.ParcelExplanation.as_view(), name="parcel-explanation"
    ),
    path(
        "parcels/<int:pk>/turning-points/",
        subject_views.ParcelTurningPoints.as_view(),
        name="parcel-turning-points",
    ),
    path(
        "enterprises/<int:pk>/explanation/",
        subject_views.EnterpriseExplanation.as_view(),
        name="enterprise-explanation",
    ),
    path(
        "enterprises/<int:pk>/turning-points/",
        subject_views.EnterpriseTurningPoints.as_view(),
        name="enterprise-turning-points",
    ),
]
