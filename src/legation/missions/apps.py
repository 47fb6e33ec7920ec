from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "legation.missions"
    label = "missions"

    def ready(self) -> None:
        """Let days of an erased person end, letters be asked about and invitations make accounts."""
        from legation.missions.actions import erasing, joining  # noqa: F401
        from legation.missions.queries import letters  # noqa: F401
