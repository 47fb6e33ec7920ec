from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "legation.outcomes"
    label = "outcomes"
