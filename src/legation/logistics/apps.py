from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    name = "legation.logistics"
    label = "logistics"
