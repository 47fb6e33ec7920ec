from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "legation.ui"
    label = "ui"
