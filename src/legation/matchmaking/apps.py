from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    name = "legation.matchmaking"
    label = "matchmaking"

    def ready(self) -> None:
        """Let the directory have what rounds keep of an erased person removed."""
        from legation.matchmaking.actions import erasing  # noqa: F401
