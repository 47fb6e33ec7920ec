from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "legation.missions"
    label = "missions"

    def ready(self) -> None:
        """Let the directory have the links to the days of an erased person ended."""
        from legation.missions.actions import erasing  # noqa: F401
