from django.urls import path

from parks.lists import views

urlpatterns = [
    path("lists/", views.Lists.as_view(), name="lists"),
    path("lists/entries/", views.EntriesOfPark.as_view(), name="list-entries-of-park"),
    path("lists/<slug:name>/", views.EntriesOfList.as_view(), name="list-entries"),
    path("lists/<slug:name>/export/", views.ListExport.as_view(), name="list-export"),
]
