"""Texts that were read, and what was found in them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.models import Mission, MissionParts
from legation.sources.choices import EventKind, FindingKind, FindingStatus, Topic


class SourceRecords(MissionParts):
    """Sources: seen by who sees their side of the mission, which comes with them."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).select_related("mission__programme")


class Source(Record):
    """One text of one mission: an article, a release, minutes. The words as they were read."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64, editable=False)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = SourceRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "digest", "visibility"],
                condition=models.Q(removed_at=None),
                name="a_text_is_read_once",
                violation_error_message=_("This text was already read for this mission."),
            ),
        )
        verbose_name = _("source")

    def __str__(self) -> str:
        return self.title

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class FindingRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees the source."""
        return (
            self.present()
            .filter(source__in=Source.objects.visible_to(user).values("pk"))
            .select_related("source__mission__programme")
        )


class Finding(Record):
    """One item of a draft: its values, where in the text each stands, and what a person decided.

    `values` maps a field to its value, `spans` maps it to the places `[start, end)` in the source's text.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(_("kind"), max_length=12, choices=FindingKind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    values = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    alternatives = models.JSONField(default=dict, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    confidence = models.FloatField(default=0.0)
    corrections = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        _("status"), max_length=9, choices=FindingStatus.choices, default=FindingStatus.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL)
    object_id = models.BigIntegerField(null=True, blank=True)
    target = GenericForeignKey("content_type", "object_id")

    objects = FindingRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"source__mission__slug": "mission", "source": "source", "pk": "pk"}

    class Meta:
        indexes = (models.Index(fields=["content_type", "object_id"], name="finding_target"),)
        verbose_name = _("finding")

    def __str__(self) -> str:
        values = self.values
        if self.kind == FindingKind.EVENT:
            return str(dict(EventKind.choices).get(values.get("kind", ""), self.get_kind_display()))
        if self.kind == FindingKind.TOPIC:
            return str(dict(Topic.choices).get(values.get("topic", ""), self.get_kind_display()))
        return str(values.get("name") or values.get("text") or self.get_kind_display())[:120]

    def mission_key(self) -> int:
        return self.source.mission_id

    def seen_by(self) -> str:
        return self.source.visibility
