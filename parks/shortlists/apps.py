from django.apps import AppConfig


class ShortlistsConfig(AppConfig):
    name = "parks.shortlists"
    label = "shortlists"
