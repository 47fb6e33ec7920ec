"""How delegates come, go and move between cities: flights, trains, ships and cars."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.directory.models import City, check_zone
from legation.engine.itinerary import usual_minutes
from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record
from legation.missions.choices import Direction, MovementKind, MovementStatus
from legation.missions.models.access import MissionParts
from legation.missions.models.mission import PART, Delegate, Mission

MINUTES_AT_MOST = 12 * 60


class Movements(MissionParts):
    def going(self) -> "Movements":
        """Those that were not called off."""
        return self.present().exclude(status=MovementStatus.CANCELLED)


class Movement(Record):
    """One flight, train, ship or car with the delegates on it. Each end has its place's own clock.

    One of the two times may be unknown. `lead` and `transfer` are minutes before departing and after arriving
    during which those on it are not available; where nobody entered them, what is usual counts.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="movements")
    direction = models.CharField(
        _("direction of travel"), max_length=9, choices=Direction.choices, default=Direction.ARRIVAL
    )
    kind = models.CharField(
        _("travels by"), max_length=6, choices=MovementKind.choices, default=MovementKind.FLIGHT
    )
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("Such as KE 042."))
    carrier = models.CharField(_("carrier"), max_length=100, blank=True)
    leaving_city = models.ForeignKey(
        City,
        verbose_name=_("from the city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements_out",
    )
    leaving_place = I18nCharField(
        _("place of departure"),
        max_length=200,
        blank=True,
        help_text=_("The airport, the station, or the door."),
    )
    leaving_terminal = models.CharField(_("terminal of departure"), max_length=40, blank=True)
    leaving_zone = models.CharField(max_length=64, blank=True, validators=[check_zone])
    departs_at = models.DateTimeField(_("departs"), null=True, blank=True)
    arriving_city = models.ForeignKey(
        City,
        verbose_name=_("to the city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements_in",
    )
    arriving_place = I18nCharField(
        _("place of arrival"),
        max_length=200,
        blank=True,
        help_text=_("The airport, the station, or the door."),
    )
    arriving_terminal = models.CharField(_("terminal of arrival"), max_length=40, blank=True)
    arriving_zone = models.CharField(max_length=64, blank=True, validators=[check_zone])
    arrives_at = models.DateTimeField(_("arrives"), null=True, blank=True)
    expected_at = models.DateTimeField(
        _("now expected"), null=True, blank=True, help_text=_("Only where it is late or early.")
    )
    lead = models.PositiveSmallIntegerField(
        _("minutes to leave before it departs"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MINUTES_AT_MOST)],
        help_text=_("Left empty, what is usual is taken and marked as estimated."),
    )
    transfer = models.PositiveSmallIntegerField(
        _("minutes from arriving to the first appointment"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MINUTES_AT_MOST)],
        help_text=_("Passport, baggage and the way. Left empty, what is usual is taken."),
    )
    booking = models.CharField(
        _("booking reference"),
        max_length=40,
        blank=True,
        help_text=_("Seen only by those who prepare the mission on your side."),
    )
    remarks = models.CharField(_("remarks"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=9, choices=MovementStatus.choices, default=MovementStatus.BOOKED
    )
    delegates = models.ManyToManyField(
        Delegate, verbose_name=_("delegates"), blank=True, related_name="movements"
    )
    side = models.CharField(max_length=5, choices=Side.choices, editable=False)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = Movements.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "leaving_city", "arriving_city")
    untold: ClassVar[frozenset[str]] = frozenset({"booking", "side"})

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(departs_at=None) | Q(arrives_at=None) | Q(arrives_at__gt=F("departs_at")),
                name="movement_arrives_after_it_departs",
                violation_error_message=_("It arrives before it departs."),
            ),
            models.CheckConstraint(
                condition=Q(departs_at__isnull=False) | Q(arrives_at__isnull=False),
                name="movement_has_a_time",
                violation_error_message=_("Give the time of departure or of arrival."),
            ),
        )
        indexes = (models.Index(fields=["mission", "departs_at"], name="movement_order"),)
        verbose_name = _("movement")

    def __str__(self) -> str:
        named = " ".join(word for word in (self.carrier, self.number) if word)
        return named or f"{self.get_kind_display()} {self.leaving} – {self.arriving}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def leaving(self) -> str:
        """Where it leaves from, as shortly as is clear."""
        return str(self.leaving_place) or str(self.leaving_city or "…")

    @property
    def arriving(self) -> str:
        return str(self.arriving_place) or str(self.arriving_city or "…")

    @property
    def lands_at(self) -> datetime | None:
        """When it arrives, as far as is known now."""
        return self.expected_at or self.arrives_at

    @property
    def first_at(self) -> datetime:
        """Its first known moment, by which lists are in order."""
        return self.departs_at or self.lands_at  # type: ignore[return-value]

    @property
    def local_departure(self) -> datetime | None:
        return self.departs_at and self.departs_at.astimezone(ZoneInfo(self.leaving_zone))

    @property
    def local_arrival(self) -> datetime | None:
        return self.lands_at and self.lands_at.astimezone(ZoneInfo(self.arriving_zone))

    @property
    def zone(self) -> str:
        """The clock of its end in the visited city: where one arrives, or leaves from."""
        first, second = self.arriving_zone, self.leaving_zone
        if self.direction == Direction.DEPARTURE:
            first, second = second, first
        return first or second

    @property
    def abroad(self) -> bool:
        """It crosses a border, as far as anybody said where it goes."""
        if self.leaving_city is None or self.arriving_city is None:
            return True
        return self.leaving_city.country != self.arriving_city.country

    @property
    def transfer_minutes(self) -> int:
        usual, _before = usual_minutes(self.kind, abroad=self.abroad)
        return usual if self.transfer is None else self.transfer

    @property
    def lead_minutes(self) -> int:
        _after, usual = usual_minutes(self.kind, abroad=self.abroad)
        return usual if self.lead is None else self.lead

    @property
    def ready_at(self) -> datetime | None:
        """The earliest moment at which those on it can be somewhere in the city."""
        return self.lands_at and self.lands_at + timedelta(minutes=self.transfer_minutes)

    @property
    def leave_at(self) -> datetime | None:
        """The latest moment at which those on it have to leave for it."""
        return self.departs_at and self.departs_at - timedelta(minutes=self.lead_minutes)
