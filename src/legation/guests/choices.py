"""Enumerations of guests."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reply(TextChoices):
    """Where a guest stands with an invitation."""

    LISTED = "listed", pgettext_lazy("guest", "Not invited yet")
    INVITED = "invited", pgettext_lazy("guest", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("guest", "Comes")
    DECLINED = "declined", pgettext_lazy("guest", "Declined")
    WAITING = "waiting", pgettext_lazy("guest", "On the waiting list")


class Through(TextChoices):
    """How an answer came."""

    HAND = "hand", pgettext_lazy("answer came", "noted by hand")
    LINK = "link", pgettext_lazy("answer came", "by personal link")
    CALENDAR = "calendar", pgettext_lazy("answer came", "by calendar")
    DOOR = "door", pgettext_lazy("answer came", "at the door")


class Flag(TextChoices):
    """What about a guest, or a list, wants a decision."""

    TWICE = "twice", pgettext_lazy("conflict", "Invited twice")
    BOTH = "both", pgettext_lazy("conflict", "Invited by both sides")
    OVER_BODY = "over-body", pgettext_lazy("conflict", "Over the quota of the organisation")
    OVER_SIDE = "over-side", pgettext_lazy("conflict", "Over the quota of the side")
    OVER_ROOM = "over-room", pgettext_lazy("conflict", "More than there is room for")
    DECLINED_MISSION = "declined", pgettext_lazy("conflict", "Declined elsewhere on this mission")
    BUSY = "busy", pgettext_lazy("conflict", "Elsewhere at that time")
    NO_ADDRESS = "no-address", pgettext_lazy("conflict", "No mail address")
    TOO_MANY = "companions", pgettext_lazy("conflict", "More companions than may come along")


class Scanned(TextChoices):
    """What a door tells. Of somebody new the row that is kept is one of coming in."""

    IN = "in", pgettext_lazy("door", "Came in")
    OUT = "out", pgettext_lazy("door", "Taken back")
    WALK_IN = "new", pgettext_lazy("door", "Came without being on the list")


class Standing(TextChoices):
    """Where an application stands. Who waits is approved and has no place yet."""

    APPLIED = "applied", pgettext_lazy("application", "To decide")
    WAITING = "waiting", pgettext_lazy("application", "Waiting list")
    APPROVED = "approved", pgettext_lazy("application", "Approved")
    DECLINED = "declined", pgettext_lazy("application", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


class Field(TextChoices):
    """What a call can ask, at first or once somebody is approved."""

    BODY = "body", _("Organisation")
    POST = "post", _("Post")
    PHONE = "phone", _("Telephone")
    CITY = "city", _("City")
    LANGUAGES = "languages", _("Languages")
    MOTIVATION = "motivation", _("Why do you want to come?")
    TRAVEL = "travel", _("Flights or trains")
    COMPANIONS = "companions", _("Who comes along")
    DIET = "diet", _("Diet and allergies")
    ACCESS = "access", _("What you need to get about")
    EMERGENCY = "emergency", _("Whom to call in an emergency")
