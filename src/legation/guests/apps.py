from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "legation.guests"
    label = "guests"

    def ready(self) -> None:
        """Let the directory ask what is kept of a person, and answers of calendars reach the guest lists."""
        from legation.guests.actions import erasing, hearing  # noqa: F401
