from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "parks.lists"
    label = "lists"
