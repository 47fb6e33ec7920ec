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
    HEAD_TABLE = "head-table", _("Head table")
    ROUNDS = "rounds", _("Round tables")
    LONG_TABLE = "long-table", _("Long table")
    U_SHAPE = "u-shape", _("U of tables")
    THEATRE = "theatre", _("Theatre rows")
    CLASSROOM = "classroom", _("Classroom rows")
    PANEL = "panel", _("Panel")


class Axis(TextChoices):
    """How a table lies in its room."""

    ACROSS = "across", _("across the way in from the door")
    ALONG = "along", _("with its end to the door")


class Wish(TextChoices):
    """What is said of two people at table."""

    APART = "apart", _("must not sit side by side or at one table")
    TOGETHER = "together", _("must sit at one table")
    BESIDE = "beside", _("would like to sit together")


class FlagsOfTwo(TextChoices):
    """Which of two flags stands where, seen by the viewer (F2)."""

    GUEST_LEFT = "guest-left", _("guest’s flag at the viewer’s left")
    HOST_LEFT = "host-left", _("host’s flag at the viewer’s left")


class VehicleKind(TextChoices):
    CAR = "car", _("Car")
    VAN = "van", _("Van")
    COACH = "coach", _("Coach")


class Driver(TextChoices):
    CHAUFFEUR = "chauffeur", _("A chauffeur")
    OWNER = "owner", _("The host drives")


class Wheel(TextChoices):
    LEFT = "left", _("at the left")
    RIGHT = "right", _("at the right")


class GiftDirection(TextChoices):
    """Seen from the side whose register it is."""

    RECEIVED = "received", pgettext_lazy("gift", "Received")
    GIVEN = "given", pgettext_lazy("gift", "Given")


class GiftUse(TextChoices):
    DISPLAYED = "displayed", _("on display")
    STORED = "stored", _("kept by the office")
    SHARED = "shared", _("shared out or eaten")
    PERSONAL = "personal", _("kept by the recipient")
    PAID = "paid", _("kept, and its value paid")
    PASSED_ON = "passed-on", _("given to a public body or charity")
    RETURNED = "returned", _("returned")
