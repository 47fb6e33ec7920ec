"""Enumerations of logistics."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(TextChoices):
    """What somebody needs personal data for. Each kind of data has one; nobody sees it for another."""

    TRAVEL = "travel", _("Booking travel")
    MEALS = "meals", _("Planning meals")
    CARE = "care", _("Care and access")
    EMERGENCY = "emergency", _("Emergencies")


class Kind(TextChoices):
    """Personal data that lies sealed."""

    PASSPORT = "passport", _("Passport")
    BIRTH = "birth", _("Date of birth")
    DIET = "diet", _("Diet")
    HEALTH = "health", _("Health and access")
    EMERGENCY = "emergency", _("Emergency contact")

    @property
    def purpose(self) -> Purpose:
        """The one thing that it may be looked at for."""
        return PURPOSES[self]


PURPOSES = {
    Kind.PASSPORT: Purpose.TRAVEL,
    Kind.BIRTH: Purpose.TRAVEL,
    Kind.DIET: Purpose.MEALS,
    Kind.HEALTH: Purpose.CARE,
    Kind.EMERGENCY: Purpose.EMERGENCY,
}


class Diet(TextChoices):
    """What somebody does not eat."""

    NONE = "none", pgettext_lazy("diet", "Eats everything")
    VEGETARIAN = "vegetarian", _("Vegetarian")
    VEGAN = "vegan", _("Vegan")
    HALAL = "halal", _("Halal")
    KOSHER = "kosher", _("Kosher")
    NO_PORK = "no-pork", _("No pork")
    NO_BEEF = "no-beef", _("No beef")
    NO_FISH = "no-fish", _("No fish or shellfish")
    GLUTEN = "gluten", _("No gluten")
    LACTOSE = "lactose", _("No lactose")


class Beds(TextChoices):
    """How one sleeps in a room."""

    SINGLE = "single", _("One bed for one")
    DOUBLE = "double", _("One bed for two")
    TWIN = "twin", _("Two beds")


class Sharing(TextChoices):
    """With whom somebody shares a room."""

    ALONE = "alone", _("A room of their own")
    NAMED = "named", _("With the person named")
    ANYBODY = "anybody", _("With anybody of the delegation who shares, too")


class StayStatus(TextChoices):
    """Where a stay stands with the hotel."""

    WANTED = "wanted", pgettext_lazy("stay", "Wanted")
    BOOKED = "booked", pgettext_lazy("stay", "Booked")
    CONFIRMED = "confirmed", pgettext_lazy("stay", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("stay", "Cancelled")


class Change(TextChoices):
    """What is different since the last list that the hotel was sent."""

    SAME = "", ""
    NEW = "new", pgettext_lazy("rooming list", "New")
    AMENDED = "amended", pgettext_lazy("rooming list", "Amended")
    CANCELLED = "cancelled", pgettext_lazy("rooming list", "Cancelled")


class VehicleKind(TextChoices):
    CAR = "car", pgettext_lazy("vehicle", "Car")
    VAN = "van", pgettext_lazy("vehicle", "Van")
    COACH = "coach", pgettext_lazy("vehicle", "Coach")


class Admitted(TextChoices):
    """As what somebody is admitted who is no delegate or comes to work."""

    PRESS = "press", pgettext_lazy("accreditation", "Press")
    SECURITY = "security", pgettext_lazy("accreditation", "Security")
    TECHNICAL = "technical", pgettext_lazy("accreditation", "Technicians")
    DRIVER = "driver", pgettext_lazy("accreditation", "Drivers")


class AdmissionStatus(TextChoices):
    """Where an accreditation stands."""

    ASKED = "asked", pgettext_lazy("accreditation", "Asked for")
    CHECKED = "checked", pgettext_lazy("accreditation", "Being checked")
    GRANTED = "granted", pgettext_lazy("accreditation", "Granted")
    REFUSED = "refused", pgettext_lazy("accreditation", "Refused")


class TextKind(TextChoices):
    """What a text for interpreters is."""

    SPEECH = "speech", pgettext_lazy("interpreter’s text", "Speech")
    POINTS = "points", pgettext_lazy("interpreter’s text", "Talking points")
    GLOSSARY = "glossary", pgettext_lazy("interpreter’s text", "Glossary")
