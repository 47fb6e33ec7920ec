"""Enumerations of the way in for other software."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Area(TextChoices):
    """What a token opens, each for reading or for writing as well."""

    MISSIONS = "missions", pgettext_lazy("area", "Missions: programmes, delegations, engagements, venues")
    DIRECTORY = "directory", pgettext_lazy("area", "Directory: people, organisations, posts, cities")
    OUTCOMES = "outcomes", pgettext_lazy("area", "Outcomes: promises, agreements, statements")
    GUESTS = "guests", pgettext_lazy("area", "Guest lists, guests and their replies")
    LOGISTICS = "logistics", pgettext_lazy("area", "Rooms, stays, transfers and passes")
    PROTOCOL = (
        "protocol",
        pgettext_lazy("area", "Seating, order of precedence, gifts, ceremonies and runs of show"),
    )
    MEETINGS = "meetings", pgettext_lazy("area", "Rounds of one-to-one meetings")
    RECRUITING = "recruiting", pgettext_lazy("area", "Calls for applications, and who applied")
    NEWSROOM = (
        "newsroom",
        pgettext_lazy("area", "What the public reads: press releases and public programmes"),
    )
    REPORTS = "reports", pgettext_lazy("area", "Reports and surveys after a mission")
    SOURCES = "sources", pgettext_lazy("area", "Texts that were read")
    ACTIVITY = "activity", pgettext_lazy("area", "Activity and search")
    HOOKS = "hooks", pgettext_lazy("area", "Webhooks")


# Areas in which there is nothing to write.
READ_ONLY = (Area.ACTIVITY,)


class TellStatus(TextChoices):
    """What became of one delivery of a webhook."""

    WAITING = "waiting", pgettext_lazy("webhook", "Waiting")
    TOLD = "told", pgettext_lazy("webhook", "Delivered")
    GIVEN_UP = "given_up", pgettext_lazy("webhook", "Given up")
    WITHHELD = "withheld", pgettext_lazy("webhook", "Withheld: its user may no longer see it")
