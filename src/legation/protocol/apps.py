from django.apps import AppConfig


class ProtocolConfig(AppConfig):
    name = "legation.protocol"
    label = "protocol"

    def ready(self) -> None:
        """Let the board of the programme know which vehicles an engagement needs."""
        from legation.protocol.queries import needed  # noqa: F401
