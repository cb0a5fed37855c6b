from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "parks.demo"
    label = "demo"
