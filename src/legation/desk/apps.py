from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "legation.desk"
    label = "desk"
