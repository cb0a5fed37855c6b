from django.urls import path

from parks.policies import views

urlpatterns = [
    path("policy/", views.PolicyInForce.as_view(), name="policy"),
    path("policy/editions/", views.EditionList.as_view(), name="policy-editions"),
    path("policy/editions/<int:pk>/", views.EditionDetail.as_view(), name="policy-edition"),
    path("policy/editions/<int:pk>/adopt/", views.AdoptEdition.as_view(), name="policy-edition-adopt"),
    path(
        "policy/editions/<int:pk>/withdraw/", views.WithdrawEdition.as_view(), name="policy-edition-withdraw"
    ),
]
