"""Enumerations of the exchange of missions between installations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ParcelStatus(TextChoices):
    """How far a mission's file has come."""

    READY = "ready", pgettext_lazy("mission file", "Not taken in yet")
    TAKING = "taking", pgettext_lazy("mission file", "Being taken in")
    TAKEN = "taken", pgettext_lazy("mission file", "Taken in")
    UNDOING = "undoing", pgettext_lazy("mission file", "Being undone")
    UNDONE = "undone", pgettext_lazy("mission file", "Undone")
    PUT_AWAY = "put_away", pgettext_lazy("mission file", "Put away")


class Fate(TextChoices):
    """What taking in does with one record of a file."""

    NEW = "new", pgettext_lazy("record of a mission file", "is new")
    CHANGED = "changed", pgettext_lazy("record of a mission file", "was changed there")
    DIFFERS = "differs", pgettext_lazy("record of a mission file", "was changed here too")
    SAME = "same", pgettext_lazy("record of a mission file", "is the same")
    GONE = "gone", pgettext_lazy("record of a mission file", "is no longer in the file")
    LEFT = "left", pgettext_lazy("record of a mission file", "is left out")


class Why(TextChoices):
    """Why a record of a file is left out."""

    TAKEN_OUT = "taken_out", _("It was taken out here, or is no longer shown to both sides.")
    ERASED = "erased", _("This person was erased here and stays so.")
    ALONE = "alone", _("What it belongs to is not here.")
    TWICE = "twice", _("It is in the file twice.")
    CLOSED = "closed", _("These minutes were closed here. Open them again and bring the file again.")
    LINED = "lined", _("What was said or promised stands in a line of minutes here already.")
    NAMED = "named", _("Another of this name is here. Rename one of them and bring the file again.")
    NO_ROOM = "no_room", _("The hotel has no such room here. Give them one.")
    ROOM_TAKEN = "room_taken", _("Their room is taken here on these nights. Give them another.")
    ROOMS_USED = "rooms_used", _("Rooms of this kind are in use here: as many as now stay held.")
    SEATS_USED = "seats_used", _("More people ride in it here. It keeps its seats.")
    CAR_FULL = "car_full", _("The vehicle has no seat left here. Put them into another.")
    BY_HAND = "by_hand", _("Somebody put them into another vehicle here by hand: there they stay.")
