from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    name = "legation.logistics"
    label = "logistics"

    def ready(self) -> None:
        """Let the directory ask what lies sealed of a person, and destroy it."""
        from legation.logistics.actions import erasing  # noqa: F401
