"""Enumerations of the pages that show several subjects."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(TextChoices):
    """What stands on the time line of two cities."""

    MISSION = "mission", _("Missions")
    MEETING = "meeting", _("Meetings")
    AGREEMENT = "agreement", _("Agreements")
    PROMISE = "promise", _("Promises")
    RELEASE = "release", _("Press releases")
    ARTICLE = "article", pgettext_lazy("time line", "Articles")


class Step(TextChoices):
    """What happened to it on that day."""

    HELD = "held", pgettext_lazy("time line", "Mission")
    PLANNED = "planned", pgettext_lazy("time line", "Planned mission")
    MET = "met", pgettext_lazy("time line", "Meeting")
    SIGNED = "signed", pgettext_lazy("time line", "Signed")
    RENEWED = "renewed", pgettext_lazy("time line", "Renewed")
    ENDED = "ended", pgettext_lazy("time line", "Ended")
    OVER = "over", pgettext_lazy("time line", "Term over")
    STATED = "stated", pgettext_lazy("time line", "Stated")
    INTENDED = "intended", pgettext_lazy("time line", "Planned")
    MADE = "made", pgettext_lazy("time line", "Promised")
    DONE = "done", pgettext_lazy("time line", "Kept")
    PARTLY = "partly", pgettext_lazy("time line", "Partly kept")
    LAPSED = "lapsed", pgettext_lazy("time line", "Not kept")
    WITHDRAWN = "withdrawn", pgettext_lazy("time line", "Withdrawn")
    PUBLISHED = "published", pgettext_lazy("time line", "Press release")
    READ = "read", pgettext_lazy("time line", "Article")
