"""Enumerations of one-to-one meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundStatus(TextChoices):
    """How far a round is."""

    COLLECTING = "collecting", _("Collecting wishes")
    PLANNED = "planned", _("Timetable made")
    RELEASED = "released", _("Timetable released")
    HELD = "held", pgettext_lazy("round", "Held")


class Answer(TextChoices):
    """What somebody who was asked for a meeting said."""

    ASKED = "asked", pgettext_lazy("answer", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("answer", "Accepted")
    DECLINED = "declined", pgettext_lazy("answer", "Declined")


class MeetingState(TextChoices):
    """Where a meeting of a round stands. Only `placed` and `held` have a slot."""

    WANTED = "wanted", _("Not placed")
    PLACED = "placed", _("Placed")
    CANCELLED = "cancelled", pgettext_lazy("one-to-one meeting", "Cancelled")
    HELD = "held", pgettext_lazy("one-to-one meeting", "Held")


class ResourceKind(TextChoices):
    """What a meeting may need besides a table, of which there is a number."""

    INTERPRETER = "interpreter", pgettext_lazy("resource", "Interpreters")
    ROOM = "room", pgettext_lazy("resource", "Rooms")
    EQUIPMENT = "equipment", _("Equipment")


class Language(TextChoices):
    """Languages in which people meet."""

    ENGLISH = "en", _("English")
    KOREAN = "ko", _("Korean")
    JAPANESE = "ja", _("Japanese")
    CHINESE = "zh", _("Chinese")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    VIETNAMESE = "vi", _("Vietnamese")
    RUSSIAN = "ru", _("Russian")


class Sector(TextChoices):
    """What an organisation works in: suggestions start here."""

    AEROSPACE = "aerospace", _("Aerospace")
    AGRICULTURE = "agriculture", _("Agriculture and food")
    BIOTECH = "biotech", _("Biotechnology and health")
    CLEAN_ENERGY = "energy", _("Energy and climate")
    CONSTRUCTION = "construction", _("Construction and city planning")
    CREATIVE = "creative", _("Film, games and design")
    EDUCATION = "education", _("Education and research")
    FINANCE = "finance", _("Finance and investment")
    ICT = "ict", _("Software and data")
    LOGISTICS = "logistics", _("Ports and logistics")
    MANUFACTURING = "manufacturing", _("Manufacturing")
    MARITIME = "maritime", _("Ships and the sea")
    PUBLIC = "public", _("Public administration")
    RETAIL = "retail", _("Retail and consumer goods")
    TOURISM = "tourism", _("Tourism and conventions")
    OTHER = "other", pgettext_lazy("sector", "Other")
