from django.urls import path

from parks.shortlists import views

urlpatterns = [
    path("exports/<slug:pk>.xlsx", views.XlsxExportView.as_view(), name="export-xlsx"),
    path("exports/<slug:pk>.geojson", views.GeoJsonExportView.as_view(), name="export-geojson"),
]
