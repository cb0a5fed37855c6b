from django.apps import AppConfig


class ObjectionsConfig(AppConfig):
    name = "parks.objections"
    label = "objections"
