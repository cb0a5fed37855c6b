from django.urls import path
from rest_framework.routers import SimpleRouter

from parks.inventory import guideline_views, views

router = SimpleRouter()
router.register("areas", views.AreaViewSet, basename="area")
router.register("parcels", views.ParcelViewSet, basename="parcel")

urlpatterns = [
    *router.urls,
    path("search/", views.SearchView.as_view(), name="search"),
    path("guidelines/", guideline_views.GuidelineList.as_view(), name="guidelines"),
]
