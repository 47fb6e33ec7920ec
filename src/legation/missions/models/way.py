"""How long it takes from one venue to another, as somebody who knows has said."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.directory.models import DirectoryRecords
from legation.kernel.models import Record
from legation.missions.models.venue import Venue


class Ways(DirectoryRecords):
    """Ways between venues that were not removed."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).filter(leaving__removed_at=None, arriving__removed_at=None)


class Way(Record):
    """Minutes from door to door; it serves for the way back too where that has no time of its own."""

    leaving = models.ForeignKey(
        Venue,
        verbose_name=pgettext_lazy("journey", "from"),
        on_delete=models.CASCADE,
        related_name="ways_out",
    )
    arriving = models.ForeignKey(
        Venue, verbose_name=_("to"), on_delete=models.CASCADE, related_name="ways_in"
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )

    objects = Ways.as_manager()
    address: ClassVar[dict[str, str]] = {"leaving": "venue", "pk": "pk"}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["leaving", "arriving"], condition=Q(removed_at=None), name="one_time_a_way"
            ),
            models.CheckConstraint(condition=~Q(leaving=F("arriving")), name="way_leads_elsewhere"),
        )
        verbose_name = _("way")

    def __str__(self) -> str:
        return f"{self.leaving} – {self.arriving}"
