from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "parks.inventory"
    label = "inventory"
