"""Photographs of press releases."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.kernel.links import new_key
from legation.kernel.models import Record
from legation.newsroom.models.releases import PressRelease, ReleaseParts


class Photograph(Record):
    """A picture as it is shown: encoded anew, without what the camera wrote into it."""

    release = models.ForeignKey(PressRelease, on_delete=models.CASCADE, related_name="photographs")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    large = models.CharField(max_length=100, editable=False)
    small = models.CharField(max_length=100, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = I18nCharField(
        _("what it shows"),
        max_length=300,
        help_text=_("In both languages, for those who do not see it: who does what where."),
    )
    caption = I18nTextField(_("caption"), blank=True)
    credit = models.CharField(_("photographer"), max_length=200, help_text=_("As it is to be printed."))
    consent = models.CharField(
        _("consent"),
        max_length=500,
        help_text=_("Who of those shown agreed to it, and how. The public does not read it."),
    )

    objects = ReleaseParts.as_manager()
    address: ClassVar[dict[str, str]] = {
        "release__mission__slug": "mission",
        "release": "release",
        "pk": "pk",
    }
    loads: ClassVar[tuple[str, ...]] = ("release__mission__programme", "release__publication")
    untold: ClassVar[frozenset[str]] = frozenset({"large", "small", "key", "width", "height"})

    class Meta:
        verbose_name = _("photograph")

    def __str__(self) -> str:
        return str(self.alt)

    def mission_key(self) -> int:
        return self.release.mission_id
