from django.apps import AppConfig


class RankingsConfig(AppConfig):
    name = "parks.rankings"
    label = "rankings"
