from django.urls import path
from rest_framework.routers import SimpleRouter

from parks.inventory import views

router = SimpleRouter()
router.register("areas", views.AreaViewSet, basename="area")
router.register("parcels", views.ParcelViewSet, basename="parcel")

urlpatterns = [*router.urls, path("search/", views.SearchView.as_view(), name="search")]
