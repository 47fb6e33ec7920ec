"""How an engagement is ranked and seated."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.models import Record, Records
from legation.missions.choices import Bearing
from legation.missions.models import Engagement
from legation.protocol.choices import Layout, Pack


class ArrangementRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees the engagement."""
        return self.present().filter(engagement__in=Engagement.objects.visible_to(user))


class Arrangement(Record):
    """The rule pack and the table chosen for one engagement."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="arrangement")
    pack = models.CharField(_("rule pack"), max_length=20, choices=Pack.choices, default=Pack.NEUTRAL)
    layout = models.CharField(_("table"), max_length=16, choices=Layout.choices, default=Layout.BILATERAL)
    door = models.CharField(
        _("door"),
        max_length=5,
        choices=Bearing.choices,
        blank=True,
        help_text=_("Empty: as the room has it."),
    )
    seed = models.PositiveIntegerField(_("seed of the lot"), default=1, help_text=_("Draws the last ties."))

    objects = ArrangementRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"engagement__mission__slug": "mission", "engagement": "engagement"}

    class Meta:
        verbose_name = _("arrangement")

    def __str__(self) -> str:
        return str(self.engagement)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return self.engagement.visibility
