from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "legation.sources"
    label = "sources"
