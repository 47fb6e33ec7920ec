"""What of a programme the public may read."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.kernel.models import Record
from legation.missions.models import Engagement, Mission
from legation.missions.models.access import MissionShared


class PublicProgrammes(MissionShared):
    def public(self) -> Self:
        """Those that anyone may read now."""
        return self.filter(published_at__isnull=False, removed_at=None, mission__removed_at=None)


class PublicProgramme(Record):
    """The part of a programme that both sides want to be public.

    `engagements` and `intro` are the draft. `shown` is what the public reads: the draft as it was when both
    sides had said yes to the same words. It stays until they say yes to another, or one takes it back.
    """

    mission = models.OneToOneField(
        Mission, on_delete=models.CASCADE, related_name="public_programme", editable=False
    )
    intro = I18nTextField(
        _("introduction"), blank=True, help_text=_("Two or three sentences above the programme.")
    )
    engagements = models.ManyToManyField(
        Engagement, verbose_name=_("what the public reads"), blank=True, related_name="public_programmes"
    )
    shown = models.JSONField(default=dict, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = PublicProgrammes.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)
    untold: ClassVar[frozenset[str]] = frozenset({"shown"})

    class Meta:
        verbose_name = _("public programme")

    def __str__(self) -> str:
        return str(self.mission)

    def mission_key(self) -> int:
        return self.mission_id
