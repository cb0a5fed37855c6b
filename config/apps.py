from django.apps import AppConfig


class CunyuanConfig(AppConfig):
    """Makes the Celery application known before any task is called, and connects the rooms' events."""

    name = "config"
    label = "cunyuan"
    verbose_name = "村园图"

    def ready(self) -> None:
        from config import (
            celery,  # noqa: F401
            wiring,
        )

        wiring.connect()
