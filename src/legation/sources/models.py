"""Texts that were read, and what was found in them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.models import Job, Record, Records
from legation.missions.models import Mission, MissionParts
from legation.sources.choices import (
    CERTAIN,
    EventKind,
    FindingKind,
    FindingStatus,
    MemberStatus,
    Problem,
    TakenIn,
    Topic,
)


class SourceRecords(MissionParts):
    """Sources: seen by who sees their side of the mission, which comes with them."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).select_related("mission__programme")


class Archive(Record):
    """A zip or a folder of texts of one mission, read by a job; `stored` names its bytes while that runs."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="archives")
    name = models.CharField(_("name"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    stored = models.CharField(max_length=100, editable=False)
    files = models.PositiveIntegerField(default=0, editable=False)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SourceRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "job")
    untold: ClassVar[frozenset[str]] = frozenset({"stored", "files", "job"})

    class Meta:
        verbose_name = _("archive")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class Source(Record):
    """One text of one mission: an article, a release, minutes. The words as they were read.

    `marks` lead from offsets of the text back to the file: `[start, unit, number]` in rising order. `asides`
    are the lines that are no part of the story: `[start, end, what]`. `opinions` are what second readers
    named beside what the rules found: `{"kind", "value", "span", "rule"}`; nothing of it is in a field.
    """

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
    kind = models.CharField(max_length=5, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=300, blank=True, editable=False)
    marks = models.JSONField(default=list, blank=True, editable=False)
    asides = models.JSONField(default=list, blank=True, editable=False)
    opinions = models.JSONField(default=list, blank=True, editable=False)
    archive = models.ForeignKey(
        Archive, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources"
    )
    asked = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SourceRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "archive", "asked")
    untold: ClassVar[frozenset[str]] = frozenset({"digest", "marks", "asides", "opinions", "asked"})

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
    `corrections` are values in place of those found, and `pulled` where in the text a reader took them from.
    `settled` maps a field in which the text and the record differ to the choice that was made:
    `{"took": whether the text's value was taken, "found": it, "kept": the record's}`.
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
    pulled = models.JSONField(default=dict, blank=True)
    settled = models.JSONField(default=dict, blank=True)
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
    untold: ClassVar[frozenset[str]] = frozenset({"pulled", "settled"})

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


class Member(models.Model):
    """One file of an archive: read, the same text again, or refused and why."""

    archive = models.ForeignKey(Archive, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveIntegerField()
    name = models.CharField(_("file"), max_length=500)
    status = models.CharField(_("status"), max_length=7, choices=MemberStatus.choices)
    problem = models.CharField(max_length=24, choices=Problem.choices, blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["archive", "position"], name="a_file_is_read_once"),)

    def __str__(self) -> str:
        return self.name


class Intake(Record):
    """What is certain enough in many texts, taken in at once by a job: a step that is undone as a whole."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="intakes")
    archive = models.ForeignKey(
        Archive, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes"
    )
    visibility = models.CharField(max_length=6, choices=Visibility.choices, default=Visibility.SHARED)
    floor = models.FloatField(default=CERTAIN, editable=False)
    opens = models.BooleanField(default=True, editable=False)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SourceRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "job", "archive")

    class Meta:
        verbose_name = _("intake")

    def __str__(self) -> str:
        return str(self.archive or self.mission)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class IntakeRow(models.Model):
    """One finding, or one text, of an intake. `made` are the records that came of it: kind, key, version."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=7, choices=TakenIn.choices)
    why = models.CharField(max_length=300, blank=True)
    made = models.JSONField(default=list)
    moved_from = models.BigIntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=["intake", "outcome"], name="intake_outcome"),)

    def __str__(self) -> str:
        return self.get_outcome_display()
