"""The run of show of an engagement: what happens minute by minute, who sees to it, and how it goes."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.models import Delegate, Engagement
from legation.missions.models.access import seen
from legation.missions.models.engagement import narrower

FARTHEST = 12 * 60  # minutes before or after the start of the engagement
LONGEST = 8 * 60


class ShowItems(Records):
    """Items: seen by who sees the engagement and the item."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(
            seen(user, "visibility", "engagement__mission"),
            engagement__in=Engagement.objects.visible_to(user),
        )


class ShowItem(Record):
    """One line of a run of show.

    `offset` pins it to so many minutes from the start of the engagement; without, it begins when the one
    before ends. `late` is by how many minutes it moves all that follows, once somebody said so.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="show_items")
    position = models.PositiveIntegerField(_("position"), default=0)
    offset = models.SmallIntegerField(
        _("begins"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-FARTHEST), MaxValueValidator(FARTHEST)],
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MaxValueValidator(LONGEST)]
    )
    title = I18nCharField(_("what happens"), max_length=300)
    owner = models.ForeignKey(
        Delegate,
        verbose_name=_("who sees to it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="show_items",
    )
    role = I18nCharField(_("or by role or name"), max_length=200, blank=True)
    cue = I18nCharField(_("cue"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    late = models.SmallIntegerField(_("moves what follows by"), default=0, editable=False)

    objects = ShowItems.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }
    loads: ClassVar[tuple[str, ...]] = ("engagement__mission__programme",)
    untold: ClassVar[frozenset[str]] = frozenset({"position"})

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="a_show_item_ends_after_it_began",
            ),
        )
        indexes = (models.Index(fields=["engagement", "position"], name="show_order"),)
        verbose_name = _("line of the run of show")

    def __str__(self) -> str:
        return str(self.title)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return narrower(self.engagement.visibility, self.visibility)
