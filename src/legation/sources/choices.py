"""Enumerations of sources."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingKind(TextChoices):
    """What a capture can find, in the order in which a reader confirms it."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    PROGRAMME = "programme", _("Programme series")
    EVENT = "event", _("Engagement")
    STATEMENT = "statement", _("Statement")
    AGREEMENT = "agreement", _("Agreement or pledge")
    TOPIC = "topic", _("Topic")
    SIZE = "size", _("Size of the delegation")


class FindingStatus(TextChoices):
    PROPOSED = "proposed", _("To confirm")
    ACCEPTED = "accepted", pgettext_lazy("finding", "Accepted")
    CORRECTED = "corrected", _("Corrected and accepted")
    REJECTED = "rejected", pgettext_lazy("finding", "Rejected")
