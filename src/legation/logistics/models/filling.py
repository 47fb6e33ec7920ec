"""What a filling of rooms or vehicles moved, kept so that it is undone in one step."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side
from legation.logistics.models.runs import Run
from legation.missions.models import Mission, Venue
from legation.missions.models.access import staffed_by


class Fillings(models.QuerySet["Filling"]):
    def visible_to(self, user: Any) -> Self:
        """Staff of the side that filled; of a transfer that both see, staff of both."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(side=side, mission__in=staffed_by(user, side))
        seen = Run.objects.visible_to(user).values("pk")
        return self.filter(of_side, Q(run=None) | Q(run__in=seen), mission__removed_at=None)


class Filling(models.Model):
    """Rooms of a hotel or vehicles of a transfer were filled, or somebody was put into another vehicle.

    `before` and `after` are rows of keys and numbers: of rooms stay, kind, unit, number and version; of
    vehicles delegate, vehicle, place and by hand.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="fillings")
    venue = models.ForeignKey(Venue, null=True, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, null=True, on_delete=models.CASCADE, related_name="fillings")
    side = models.CharField(max_length=5, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    by_hand = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    objects = Fillings.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "venue", "run")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(venue=None, run__isnull=False) | Q(venue__isnull=False, run=None),
                name="a_filling_is_of_a_hotel_or_a_transfer",
            ),
        )
        verbose_name = _("filling")

    def __str__(self) -> str:
        return str(self.venue or self.run)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side
