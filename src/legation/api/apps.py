from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "legation.api"
    label = "api"

    def ready(self) -> None:
        """Let the directory have cleared what programs were answered of an erased person."""
        from legation.api.actions import erasing  # noqa: F401
