"""What surrounds the table: signing, flags, photograph, cars."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.models import Record
from legation.missions.choices import Party
from legation.missions.models import Delegate, Engagement
from legation.protocol.choices import Driver, FlagsOfTwo, VehicleKind, Wheel
from legation.protocol.models.arrangement import OF_ENGAGEMENT, EngagementParts


class Ceremony(Record):
    """How an engagement is staged; without one, the usual counts.

    `photo_rows` are the lengths of the rows from the front, empty for rows that fit.
    """

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="ceremony")
    two_flags = models.CharField(
        _("two flags"),
        max_length=10,
        choices=FlagsOfTwo.choices,
        blank=True,
        help_text=_("Empty: as the rule pack says."),
    )
    photo_rows = models.JSONField(_("rows of the photograph"), default=list, blank=True)
    copies = models.PositiveSmallIntegerField(
        _("copies for each party"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    text_languages = models.JSONField(_("languages of the text"), default=list, blank=True)
    receiving_line = models.BooleanField(_("there is a receiving line"), default=False)

    objects = EngagementParts.as_manager()
    address: ClassVar[dict[str, str]] = OF_ENGAGEMENT

    class Meta:
        verbose_name = _("ceremony")

    def __str__(self) -> str:
        return str(self.engagement)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return self.engagement.visibility


class Vehicle(Record):
    """A car, van or coach that takes people to or from an engagement; `riders` always ride in it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="vehicles")
    name = models.CharField(_("name or number"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=VehicleKind.choices, default=VehicleKind.CAR)
    seats = models.PositiveSmallIntegerField(
        _("passengers"), default=3, validators=[MinValueValidator(1), MaxValueValidator(80)]
    )
    driver = models.CharField(_("driver"), max_length=10, choices=Driver.choices, default=Driver.CHAUFFEUR)
    wheel = models.CharField(_("steering wheel"), max_length=5, choices=Wheel.choices, default=Wheel.LEFT)
    party = models.CharField(
        _("for"), max_length=5, choices=Party.choices, blank=True, help_text=_("Empty: for everybody.")
    )
    position = models.PositiveSmallIntegerField(_("place in the line"), default=1)
    riders = models.ManyToManyField(
        Delegate,
        verbose_name=_("always in it"),
        blank=True,
        related_name="vehicles",
        help_text=_("Everybody else is placed by precedence."),
    )

    objects = EngagementParts.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "name"],
                condition=Q(removed_at=None),
                name="one_vehicle_of_a_name",
                violation_error_message=_("There is a vehicle of this name."),
            ),
        )
        verbose_name = _("vehicle")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return self.engagement.visibility
