"""Enumerations of logistics."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(TextChoices):
    """What somebody needs personal data for. Each kind of data has one; nobody sees it for another."""

    TRAVEL = "travel", _("Books travel")
    MEALS = "meals", _("Plans meals")
    CARE = "care", _("Looks after health and access")
    EMERGENCY = "emergency", _("Is there in an emergency")


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
