from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "legation.accounts"
    label = "accounts"
