"""Addresses under /tiles/."""

from django.urls import path

from parks.tiles import views

app_name = "tiles"
urlpatterns = [
    path("parks.json", views.parks_address, name="parks-address"),
    path("parks/<str:token>.json", views.parks, name="parks"),
    path("districts.json", views.district_outlines, name="districts"),
    path("<slug:layer>.json", views.layer_description, name="layer"),
    path("<slug:layer>/<str:token>/<str:z>/<str:x>/<str:y>.mvt", views.tile, name="tile"),
]
