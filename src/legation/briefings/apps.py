from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "legation.briefings"
    label = "briefings"
