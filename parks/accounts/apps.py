from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parks.accounts"
    label = "accounts"
    verbose_name = "账号 Accounts"

    def ready(self) -> None:
        from parks.accounts import checks  # noqa: F401
