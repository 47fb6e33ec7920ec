"""Enumerations of protocol."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Pack(TextChoices):
    """The rule packs that ship with the precedence engine."""

    NEUTRAL = "neutral", _("Neutral, guest first")
    KOREA = "kr-municipal", _("Korea, municipal host")
    UNITED_STATES = "us-municipal", _("United States, municipal host")
    SPAIN = "es-2099-1983", _("Spain, Royal Decree 2099/1983")
    FRANCE = "fr-municipal", _("France, municipal host")
    NEW_SOUTH_WALES = "au-nsw", _("New South Wales")
    JAPAN = "jp-exchange", _("Japan, exchange practice")
    ALPHABETICAL = "un-alphabetical", _("Alphabetical, as at the United Nations")


class Layout(TextChoices):
    """The tables that a meeting can be set at."""

    BILATERAL = "bilateral", _("Bilateral table, principals at the centre")
    COUNTERPARTS = "counterparts", _("Bilateral table, counterparts face to face")
    COURTESY_CALL = "courtesy-call", _("Armchairs of a courtesy call")
    SIGNING = "signing", _("Signing table")
    PHOTO = "photo", pgettext_lazy("layout", "Photograph")
