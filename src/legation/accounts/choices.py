"""Enumerations of accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """What a user may do with the records that all missions share."""

    STAFF = "staff", _("Staff: keeps people, organisations and cities, and opens missions")
    READER = "reader", _("Reader: looks up, and works only in missions they were added to")
