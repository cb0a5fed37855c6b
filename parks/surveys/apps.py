from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "parks.surveys"
    label = "surveys"
