from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "parks.policies"
    label = "policies"
