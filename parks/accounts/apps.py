from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parks.accounts"
    label = "accounts"
