from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "legation.missions"
    label = "missions"

    def ready(self) -> None:
        """Let links to the days of an erased person end, and letters be asked about before they leave."""
        from legation.missions.actions import erasing  # noqa: F401
        from legation.missions.queries import letters  # noqa: F401
