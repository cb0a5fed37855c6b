from django.apps import AppConfig


class TilesConfig(AppConfig):
    name = "parks.tiles"
    label = "tiles"
