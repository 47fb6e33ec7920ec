"""Rooms held at hotels, who stays in them, and the lists that hotels were sent."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record, Records
from legation.logistics.choices import Beds, Sharing, StayStatus
from legation.missions.choices import Party
from legation.missions.models import Delegate, Mission, MissionParts, Venue
from legation.missions.models.access import seen
from legation.missions.models.engagement import narrower

PART: dict[str, str] = {"mission__slug": "mission", "pk": "pk"}
MOST_ROOMS = 500


class RoomType(Record):
    """Rooms of one kind that a hotel holds for a mission."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="room_types")
    venue = models.ForeignKey(
        Venue, verbose_name=_("hotel"), on_delete=models.PROTECT, related_name="room_types"
    )
    name = I18nCharField(_("name"), max_length=120)
    beds = models.CharField(_("beds"), max_length=6, choices=Beds.choices, default=Beds.SINGLE)
    count = models.PositiveSmallIntegerField(
        _("rooms"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROOMS)]
    )
    suite = models.BooleanField(
        _("suite"), default=False, help_text=_("Goes by precedence to principals and heads of delegation.")
    )
    accessible = models.BooleanField(_("without steps"), default=False)
    party = models.CharField(
        _("for"), max_length=5, choices=Party.choices, blank=True, help_text=_("Empty: for everybody.")
    )
    held_from = models.DateField(
        _("held from"), null=True, blank=True, help_text=_("First night; empty: for all of the mission.")
    )
    held_until = models.DateField(_("held until"), null=True, blank=True, help_text=_("Day of departure."))
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "venue__city")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(held_until__gt=F("held_from")) | Q(held_from=None) | Q(held_until=None),
                name="rooms_are_held_for_a_night",
                violation_error_message=_("The day of departure is not after the first night."),
            ),
        )
        verbose_name = _("kind of room")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class Stays(Records):
    def visible_to(self, user: Any) -> Self:
        """Those of delegates whom the user sees, in a room that they see or in none yet."""
        room = Q(room_type=None) | seen(user, "room_type__visibility", "mission")
        there = Q(delegate__removed_at=None, mission__removed_at=None)
        return self.present().filter(there, seen(user, "delegate__visibility", "mission"), room)


class Stay(Record):
    """A delegate's nights at a hotel. `unit` is which room of its kind, `number` what the hotel calls it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="stays")
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("who"), on_delete=models.CASCADE, related_name="stays"
    )
    venue = models.ForeignKey(Venue, verbose_name=_("hotel"), on_delete=models.PROTECT, related_name="stays")
    arrives_on = models.DateField(pgettext_lazy("hotel", "arrives"))
    leaves_on = models.DateField(pgettext_lazy("hotel", "leaves"))
    sharing = models.CharField(_("shares"), max_length=8, choices=Sharing.choices, default=Sharing.ALONE)
    shares_with = models.ForeignKey(
        Delegate,
        verbose_name=_("with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="shared_stays",
    )
    requests = models.CharField(
        _("requests"),
        max_length=300,
        blank=True,
        help_text=_("High floor, quiet, no smoking. The hotel reads it."),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=StayStatus.choices, default=StayStatus.WANTED
    )
    room_type = models.ForeignKey(
        RoomType,
        verbose_name=_("kind of room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stays",
    )
    unit = models.PositiveSmallIntegerField(
        _("which of them"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ROOMS)],
    )
    number = models.CharField(_("number at the hotel"), max_length=12, blank=True)
    by_hand = models.BooleanField(
        _("stays there"), default=False, help_text=_("Filling the rooms does not move them.")
    )

    objects = Stays.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = (
        "mission__programme",
        "delegate__person",
        "delegate__delegation",
        "venue__city",
        "room_type",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(leaves_on__gt=F("arrives_on")),
                name="a_stay_has_a_night",
                violation_error_message=_("The day of departure is not after that of arrival."),
            ),
            models.CheckConstraint(
                condition=Q(room_type=None, unit=None) | Q(room_type__isnull=False, unit__isnull=False),
                name="a_room_is_one_of_its_kind",
                violation_error_message=_("Give the kind of room and which of them, or neither."),
            ),
        )
        indexes = (models.Index(fields=["mission", "venue", "arrives_on"], name="stay_at_hotel"),)
        verbose_name = _("stay")

    def __str__(self) -> str:
        return str(self.delegate)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        mine = self.delegate.visibility
        return narrower(mine, self.room_type.visibility) if self.room_type is not None else mine

    @property
    def nights(self) -> int:
        return (self.leaves_on - self.arrives_on).days


class RoomingLists(models.QuerySet["RoomingList"]):
    def visible_to(self, user: Any) -> Self:
        """The lists that one's own side sent."""
        own = Q()
        for side in Side.values:
            own |= Q(side=side) & seen(user, "side", "mission")
        return self.filter(own, mission__removed_at=None)


class RoomingList(models.Model):
    """What a hotel was told: the rows as they were then. `side` sent it, and sees it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="rooming_lists")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooming_lists")
    side = models.CharField(max_length=5, choices=Side.choices)
    number = models.PositiveSmallIntegerField()
    rows = models.JSONField(default=list)
    sent_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RoomingLists.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "venue__city", "by")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "venue", "side", "number"], name="rooming_lists_are_numbered"
            ),
        )
        verbose_name = _("rooming list")

    def __str__(self) -> str:
        return f"{self.venue} {self.number}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side
