from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    name = "legation.matchmaking"
    label = "matchmaking"
