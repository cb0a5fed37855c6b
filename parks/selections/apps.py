from django.apps import AppConfig


class SelectionsConfig(AppConfig):
    name = "parks.selections"
    label = "selections"
