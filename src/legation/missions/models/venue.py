"""Venues and rooms: shared by all missions of the installation."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.directory.models import City, DirectoryRecords
from legation.kernel.models import Record
from legation.missions.choices import Bearing


class Venue(Record):
    """A building or a place in a city."""

    name = I18nCharField(_("name"), max_length=200)
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="venues")
    street = I18nCharField(_("address"), max_length=300, blank=True)

    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("As a map shows it, such as 35.1798. With both, the ways to other venues are estimated."),
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    objects = DirectoryRecords.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="venue_has_a_whole_point",
                violation_error_message=_("Give both the latitude and the longitude, or neither."),
            ),
        )
        verbose_name = _("venue")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, in degrees north and east."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class RoomRecords(DirectoryRecords):
    """Rooms of venues that were not removed."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).filter(venue__removed_at=None)


class Room(Record):
    """A room of a venue: how many it holds, and where its door and window are."""

    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.CASCADE, related_name="rooms")
    name = I18nCharField(_("name"), max_length=200)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    door = models.CharField(_("door"), max_length=5, choices=Bearing.choices, blank=True)
    window = models.CharField(_("window"), max_length=5, choices=Bearing.choices, blank=True)

    objects = RoomRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"venue": "venue", "pk": "pk"}

    class Meta:
        verbose_name = _("room")

    def __str__(self) -> str:
        return str(self.name)
