"""What statements, commitments and agreements of a mission have in common."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.models import Record
from legation.missions.models import Engagement, Mission, MissionParts
from legation.missions.models.access import seen

PART = {"mission__slug": "mission", "pk": "pk"}


class OutcomeRecords(MissionParts):
    """Outcomes: seen by who sees them and the engagement that they came from, be it removed or not."""

    def visible_to(self, user: Any) -> Self:
        of_engagement = Q(engagement=None) | seen(user, "engagement__visibility", "engagement__mission")
        return super().visible_to(user).filter(of_engagement)


class Outcome(Record):
    """What every outcome has: its mission, the engagement it came from, and who sees it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="%(class)ss")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = OutcomeRecords.as_manager()
    address: ClassVar[dict[str, str]] = PART

    class Meta:
        abstract = True

    def mission_key(self) -> int | None:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility
