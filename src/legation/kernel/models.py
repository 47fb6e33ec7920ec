"""Base of every record, the activity log and the search index."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from legation.kernel.choices import JobStatus, Verb, Visibility


class Records(models.QuerySet[Any]):
    """What every record can be asked; each app adds its own `visible_to`."""

    def present(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def visible_to(self, user: Any) -> Self:
        """Those that `user` may see. Agrees with the `view` permission: a property test holds it."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")


class Record(models.Model):
    """A row that is edited by people: it has a version, a history, and a removal that can be undone."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = HistoricalRecords(inherit=True, excluded_fields=["created_at", "updated_at"])

    # How a record is found from the parts of its address: model lookup to URL part.
    address: ClassVar[dict[str, str]] = {"pk": "pk"}
    # Fields of which the history page says nothing.
    untold: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True


class Activity(models.Model):
    """Who did what, when. It carries the visibility that its subject had at the time, or a narrower one."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    label = models.CharField(max_length=300)
    mission_id = models.BigIntegerField(null=True)
    visibility = models.CharField(max_length=6, choices=Visibility.choices, default=Visibility.SHARED)

    class Meta:
        indexes = (
            models.Index(fields=["mission_id", "-at"], name="activity_mission"),
            models.Index(fields=["content_type", "object_id"], name="activity_target"),
        )
        verbose_name = _("activity")

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"


class SearchEntry(models.Model):
    """One thing that can be found: what to show of it, and who may see it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    url = models.CharField(max_length=300)
    title = models.JSONField(default=dict)
    detail = models.JSONField(default=dict)
    mission_id = models.BigIntegerField(null=True, db_index=True)
    office_id = models.BigIntegerField(null=True, db_index=True)
    visibility = models.CharField(max_length=6, choices=Visibility.choices, default=Visibility.SHARED)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_entry_per_thing"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchTerm(models.Model):
    """One term of one entry; `weight` is 3 in the title and 1 elsewhere."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "entry"], name="one_term_per_entry"),)

    def __str__(self) -> str:
        return self.term


class Job(models.Model):
    """A piece of long work: what is run, for whom, and how far it is. What it serves says who may see it.

    `function` is a dotted path and `arguments` the keys it is called with. While it runs, `holder` names the
    run that holds it and `beat_at` says when that one was last alive; while it waits, when it was queued.
    """

    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(_("status"), max_length=7, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    stop_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    holder = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["status", "beat_at"], name="job_alive"),)
        verbose_name = _("job")

    def __str__(self) -> str:
        return f"{self.function} {self.arguments}"

    @property
    def over(self) -> bool:
        """It ended, one way or another."""
        return self.status in {JobStatus.DONE, JobStatus.STOPPED, JobStatus.FAILED}
