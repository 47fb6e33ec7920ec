"""Transfers: several vehicles that take people from one place to another, and who rides in which."""

from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.directory.models import check_zone
from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.logistics.choices import VehicleKind
from legation.missions.choices import Party
from legation.missions.models import Delegate, Engagement, Mission, MissionParts, Movement
from legation.missions.models.access import seen

PART: dict[str, str] = {"mission__slug": "mission", "pk": "pk"}
CAR: dict[str, str] = {"run__mission__slug": "mission", "run": "run", "pk": "pk"}


class Run(Record):
    """A transfer. It takes those of its movement or its engagement, or whoever is named."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="runs")
    name = I18nCharField(_("name"), max_length=160, help_text=_("Such as: Airport to hotel."))
    movement = models.ForeignKey(
        Movement,
        verbose_name=_("picks up from, or takes to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("takes to the engagement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    leaves_at = models.DateTimeField(_("leaves"))
    zone = models.CharField(max_length=64, validators=[check_zone])
    meeting_point = I18nCharField(
        _("meeting point"), max_length=200, blank=True, help_text=_("Where everybody finds the vehicles.")
    )
    riders = models.ManyToManyField(
        Delegate,
        verbose_name=_("who rides"),
        blank=True,
        related_name="named_runs",
        help_text=_("Nobody named: those of the flight, else those of the engagement, else all guests."),
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "movement", "engagement")

    class Meta:
        indexes = (models.Index(fields=["mission", "leaves_at"], name="run_order"),)
        verbose_name = _("transfer")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def local_time(self) -> datetime:
        return self.leaves_at.astimezone(ZoneInfo(self.zone))


class Cars(Records):
    def visible_to(self, user: Any) -> Self:
        there = Q(run__removed_at=None, run__mission__removed_at=None)
        return self.present().filter(there, seen(user, "run__visibility", "run__mission"))


class Car(Record):
    """A vehicle of a transfer."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cars")
    name = models.CharField(_("name or number"), max_length=60, help_text=_("Car 1, Coach A."))
    kind = models.CharField(_("kind"), max_length=5, choices=VehicleKind.choices, default=VehicleKind.CAR)
    seats = models.PositiveSmallIntegerField(
        _("passengers"), default=3, validators=[MinValueValidator(1), MaxValueValidator(80)]
    )
    party = models.CharField(
        _("for"), max_length=5, choices=Party.choices, blank=True, help_text=_("Empty: for everybody.")
    )
    alone = models.BooleanField(
        _("for one principal"),
        default=False,
        help_text=_("The first to ride in it shares it only with their partner and interpreter."),
    )
    position = models.PositiveSmallIntegerField(_("place in the line"), default=1)
    plate = models.CharField(_("licence plate"), max_length=20, blank=True)
    driver = models.CharField(_("driver"), max_length=120, blank=True)
    phone = models.CharField(_("driver’s telephone"), max_length=40, blank=True)

    objects = Cars.as_manager()
    address: ClassVar[dict[str, str]] = CAR
    loads: ClassVar[tuple[str, ...]] = ("run__mission__programme",)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["run", "name"],
                condition=Q(removed_at=None),
                name="one_car_of_a_name",
                violation_error_message=_("There is a vehicle of this name."),
            ),
        )
        verbose_name = _("vehicle of a transfer")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.run.mission_id

    def seen_by(self) -> str:
        return self.run.visibility


class Rides(models.QuerySet["Ride"]):
    def seen_by(self, user: Any) -> Self:
        """Of delegates whom the user sees, in a transfer that they see."""
        there = Q(delegate__removed_at=None, car__removed_at=None, car__run__removed_at=None)
        return self.filter(
            there,
            seen(user, "delegate__visibility", "car__run__mission"),
            seen(user, "car__run__visibility", "car__run__mission"),
        )


class Ride(models.Model):
    """One delegate in one vehicle. Filling moves who was not put there by hand."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rides")
    car = models.ForeignKey(Car, on_delete=models.CASCADE, related_name="rides")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="rides")
    place = models.PositiveSmallIntegerField()
    by_hand = models.BooleanField(default=False)

    objects = Rides.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "delegate"], name="one_car_each"),)
        verbose_name = _("ride")

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.car_id}"
