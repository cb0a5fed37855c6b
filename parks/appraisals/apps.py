from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "parks.appraisals"
    label = "appraisals"
