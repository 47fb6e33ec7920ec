from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "legation.guests"
    label = "guests"
