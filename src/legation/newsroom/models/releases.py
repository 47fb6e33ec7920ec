"""Press releases: the draft that both sides edit, the words that the public reads, and what is quoted."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import Person
from legation.kernel.models import Record, Records
from legation.missions.models import Engagement, Mission
from legation.missions.models.access import MissionShared
from legation.newsroom.models.sites import NewsSite
from legation.outcomes.models import Statement

PART = {"mission__slug": "mission", "pk": "pk"}
RICH = _("Plain paragraphs. **bold**, *italic*, ## heading, - list, [words](https://…) are understood.")


class PressRelease(Record):
    """The draft of a press release. Both sides see it from the first word on.

    `slug` is its part of the public address and stays. `embargo_at` is the minute before which nobody outside
    reads it, entered on the clock of `embargo_zone`. `correction` says what a new version of a published
    release changes, for the public to read.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="press_releases")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="press_releases",
    )
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    title = I18nCharField(_("headline"), max_length=200)
    summary = I18nTextField(
        _("first sentence"), blank=True, help_text=_("Who did what, where and when: what a list shows.")
    )
    place = I18nCharField(
        _("place line"), max_length=100, blank=True, help_text=_("Stands before the text: BUSAN.")
    )
    body = I18nTextField(_("text"), blank=True, help_text=RICH)
    contact = I18nTextField(
        _("contact for the press"), blank=True, help_text=_("An office and how it is reached.")
    )
    embargo_at = models.DateTimeField(_("embargo until"), null=True, blank=True)
    embargo_zone = models.CharField(max_length=64, blank=True)
    correction = I18nTextField(
        _("what is corrected"),
        blank=True,
        help_text=_("One sentence for the public, once the release has been published."),
    )

    objects = MissionShared.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "publication")

    class Meta:
        verbose_name = _("press release")

    def __str__(self) -> str:
        return str(self.title)

    def mission_key(self) -> int:
        return self.mission_id


class Publications(models.QuerySet["Publication"]):
    def agreed(self) -> Self:
        """Those of releases and missions that stand, be they out or under embargo, and not withdrawn."""
        return self.filter(withdrawn_at=None, release__removed_at=None, release__mission__removed_at=None)

    def out(self, now: datetime) -> Self:
        """Those that anyone may read at `now`: the clock decides, and nothing else."""
        return self.agreed().filter(goes_out_at__lte=now)


class Publication(models.Model):
    """What the public reads of a release: the words that both sides said yes to, from `goes_out_at` on.

    They stay as they were said yes to while the draft is edited. `facts` are the cities of both sides, with
    their clocks, as they were then. `trail` is what became of them since, for
    the public: rows of {"at", "step", "note"}. `told_at` is when the schedule saw that it had gone out.
    """

    release = models.OneToOneField(PressRelease, on_delete=models.CASCADE, related_name="publication")
    sites = models.ManyToManyField(NewsSite, related_name="publications")
    words = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    agreed_at = models.DateTimeField()
    goes_out_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    trail = models.JSONField(default=list)

    objects = Publications.as_manager()

    class Meta:
        indexes = (models.Index(fields=["goes_out_at"], name="publication_goes_out"),)
        verbose_name = _("publication")

    def __str__(self) -> str:
        return str(self.release)

    def is_out(self, now: datetime) -> bool:
        """Anyone may read it, or could have until it was withdrawn."""
        return self.goes_out_at <= now


class ReleaseParts(Records):
    """What belongs to a release is seen by who sees the release."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(release__in=PressRelease.objects.visible_to(user))


class Quotation(Record):
    """Words of one person in a release, and the speaker's yes to exactly these words.

    `approved` holds what the yes was to; where that is no longer what stands here, there is no yes.
    """

    release = models.ForeignKey(PressRelease, on_delete=models.CASCADE, related_name="quotations")
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.SET_NULL, related_name="quotations", editable=False
    )
    speaker = models.ForeignKey(
        Person, verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="quotations"
    )
    post = I18nCharField(_("title as printed"), max_length=200, blank=True, help_text=_("Mayor of Busan."))
    text = I18nTextField(_("words"), help_text=_("Without quotation marks."))
    approved = models.JSONField(default=dict, editable=False)
    approved_for = models.CharField(_("who said yes, and how"), max_length=200, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)

    objects = ReleaseParts.as_manager()
    address: ClassVar[dict[str, str]] = {
        "release__mission__slug": "mission",
        "release": "release",
        "pk": "pk",
    }
    loads: ClassVar[tuple[str, ...]] = ("release__mission__programme", "release__publication", "speaker")
    untold: ClassVar[frozenset[str]] = frozenset({"approved"})

    class Meta:
        verbose_name = _("quotation")

    def __str__(self) -> str:
        return str(self.speaker)

    def mission_key(self) -> int:
        return self.release.mission_id
