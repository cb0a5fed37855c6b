from django.urls import path
from rest_framework.routers import SimpleRouter

from parks.selections import views
from parks.selections.enterprises import EnterpriseViewSet

router = SimpleRouter()
router.register("parks", views.ParkViewSet, basename="park")
router.register("enterprises", EnterpriseViewSet, basename="enterprise")

urlpatterns = [
    *router.urls,
    path("selections/", views.SelectionsView.as_view(), name="selections"),
    path("selections/<slug:pk>/", views.SelectionView.as_view(), name="selection"),
    path("selections/<slug:pk>/ids/", views.SelectionIdsView.as_view(), name="selection-ids"),
]
