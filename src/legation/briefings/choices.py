"""Enumerations of books."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Book(TextChoices):
    """What is printed; the value is part of its address."""

    PROGRAMME = "programme", _("Programme")
    WHO_IS_WHO = "who-is-who", _("Who is who")


class BookLanguage(TextChoices):
    """The language of a book, or English and Korean line by line."""

    ENGLISH = "en", "English"
    KOREAN = "ko", "한국어"
    BOTH = "both", _("English and Korean")


class Paper(TextChoices):
    """The sheet that a book is set for."""

    A4 = "a4", _("A4")
    LETTER = "letter", _("US Letter")


class Itinerary(TextChoices):
    """What is printed of one person's days; the value is the name of its template."""

    PERSONAL = "itinerary", _("Personal itinerary")
    POCKET = "pocket", _("Pocket programme")


class ItineraryPaper(TextChoices):
    """The sheet of a personal itinerary; a pocket programme is always A6."""

    A4 = "a4", _("A4")
    LETTER = "letter", _("US Letter")
    A5 = "a5", _("A5")


class EngagementPaper(TextChoices):
    """What is printed for one engagement; the value is part of its address."""

    SEAT_PLAN = "seat-plan", _("Seat plan")
    PLACE_CARDS = "place-cards", _("Place cards")
    TABLE_CARDS = "table-cards", _("Table cards")
    BADGES = "badges", _("Name badges")
    PHOTO = "photo", _("Line-up for the photograph")
    CARS = "cars", _("List of cars")
    RUN_OF_SHOW = "run-of-show", _("Run of show")
    ACKNOWLEDGEMENTS = "acknowledgements", _("List of acknowledgements")


class CardOrder(TextChoices):
    """In which order cards leave the printer."""

    PRECEDENCE = "precedence", _("By precedence")
    TABLE = "table", _("By table and seat")
