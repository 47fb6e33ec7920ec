"""How an engagement is ranked and seated."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.models import Record, Records
from legation.missions.choices import Bearing
from legation.missions.models import Engagement
from legation.protocol.choices import Axis, Layout, Pack
from legation.protocol.models.ranking import RulePack

OF_ENGAGEMENT = {"engagement__mission__slug": "mission", "engagement": "engagement"}


class EngagementParts(Records):
    """Parts of an engagement that have no visibility of their own: seen by who sees the engagement."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(engagement__in=Engagement.objects.visible_to(user))


class Arrangement(Record):
    """The rule pack, the table and the seat plan of one engagement.

    `tables` holds tables as the seating engine takes them, empty for one that fits; `seats` the plan that
    was saved, `locks` those of it that stay, both as pairs of a delegate's key and a chair. Without saved
    seats the rules alone seat whoever comes.
    """

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="arrangement")
    pack = models.CharField(_("rule pack"), max_length=20, choices=Pack.choices, default=Pack.NEUTRAL)
    own_pack = models.ForeignKey(
        RulePack,
        verbose_name=_("the office’s own pack"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="arrangements",
    )
    layout = models.CharField(_("table"), max_length=16, choices=Layout.choices, default=Layout.BILATERAL)
    door = models.CharField(
        _("door"),
        max_length=5,
        choices=Bearing.choices,
        blank=True,
        help_text=_("Empty: as the room has it."),
    )
    window = models.CharField(
        _("window"),
        max_length=5,
        choices=Bearing.choices,
        blank=True,
        help_text=_("Empty: as the room has it."),
    )
    viewer = models.CharField(
        _("audience or camera"),
        max_length=5,
        choices=Bearing.choices,
        blank=True,
        help_text=_("The wall from which the table is looked at."),
    )
    axis = models.CharField(_("the table lies"), max_length=6, choices=Axis.choices, default=Axis.ACROSS)
    seed = models.PositiveIntegerField(_("seed of the lot"), default=1, help_text=_("Draws the last ties."))
    tables = models.JSONField(_("tables"), default=list, blank=True)
    seats = models.JSONField(_("seats"), default=list, blank=True)
    locks = models.JSONField(_("locked seats"), default=list, blank=True)
    again = models.PositiveIntegerField(default=0, editable=False)  # the version that an undo brought back

    objects = EngagementParts.as_manager()
    address: ClassVar[dict[str, str]] = OF_ENGAGEMENT
    untold: ClassVar[frozenset[str]] = frozenset({"tables", "seats", "locks", "again"})

    class Meta:
        verbose_name = _("arrangement")

    def __str__(self) -> str:
        return str(self.engagement)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return self.engagement.visibility
