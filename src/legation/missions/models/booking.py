"""Rooms that are held: from before the chairs are set until after they are put back."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.kernel.choices import Visibility
from legation.kernel.models import Record
from legation.missions.models.access import MissionParts
from legation.missions.models.engagement import Engagement
from legation.missions.models.mission import Mission
from legation.missions.models.venue import Room

HOURS_AT_MOST = 12


class Bookings(MissionParts):
    def holding(self, room: Room, since: datetime, until: datetime) -> Self:
        """Those, of every mission and side, that hold this room at some moment of the half-open time."""
        return self.present().filter(room=room, held_from__lt=until, held_until__gt=since)


class Booking(Record):
    """A room held for a mission. On PostgreSQL the database itself refuses a second one at the same time."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="bookings")
    room = models.ForeignKey(Room, verbose_name=_("room"), on_delete=models.PROTECT, related_name="bookings")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="bookings",
    )
    purpose = I18nCharField(
        _("what for"),
        max_length=200,
        blank=True,
        help_text=_("May stay empty where an engagement is chosen."),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    before = models.PositiveSmallIntegerField(
        _("minutes to set up"), default=0, validators=[MaxValueValidator(HOURS_AT_MOST * 60)]
    )
    after = models.PositiveSmallIntegerField(
        _("minutes to clear"), default=0, validators=[MaxValueValidator(HOURS_AT_MOST * 60)]
    )
    held_from = models.DateTimeField(editable=False)
    held_until = models.DateTimeField(editable=False)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = Bookings.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), held_from__lte=F("starts_at"))
                & Q(held_until__gte=F("ends_at")),
                name="booking_holds_its_whole_time",
            ),
        )
        indexes = (models.Index(fields=["room", "held_from"], name="booking_of_room"),)
        verbose_name = _("room booking")

    def __str__(self) -> str:
        return str(self.purpose) or str(self.room)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    def told_to(self, sees: Collection[str]) -> str:
        """What it is for; the title of an engagement only to who sees that."""
        known = self.engagement is not None and self.engagement.visibility in sees
        return str(self.purpose) or str(self.engagement if known else self.room)

    @property
    def zone(self) -> str:
        """The clock of the room's city."""
        return self.room.venue.city.time_zone

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))
