from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "legation.reports"
    label = "reports"

    def ready(self) -> None:
        """Let the directory have forgotten what an erased person answered."""
        from legation.reports.actions import erasing  # noqa: F401
