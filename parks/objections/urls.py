from django.urls import path

from parks.objections import evidence_views, views

urlpatterns = [
    path("objections/", views.ObjectionList.as_view(), name="objections"),
    path("objections/<int:pk>/", views.ObjectionDetail.as_view(), name="objection"),
    path("objections/<int:pk>/dispatch/", views.DispatchObjection.as_view(), name="objection-dispatch"),
    path("objections/<int:pk>/decide/", views.DecideObjection.as_view(), name="objection-decide"),
    path("objections/<int:pk>/withdraw/", views.WithdrawObjection.as_view(), name="objection-withdraw"),
    path("objections/<int:pk>/evidence/", evidence_views.EvidenceList.as_view(), name="objection-evidence"),
    path(
        "objections/<int:pk>/evidence/<int:number>/",
        evidence_views.EvidenceFile.as_view(),
        name="objection-evidence-file",
    ),
]
