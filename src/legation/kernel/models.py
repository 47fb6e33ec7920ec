"""Base of every record, the activity log and the search index."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from legation.kernel.choices import JobStatus, LetterKind, LetterStatus, Verb, Visibility
from legation.kernel.links import new_key


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
    # Fields whose change raises `sequence`, where there is one: what calendars ask their owners about anew.
    resequences: ClassVar[frozenset[str]] = frozenset()
    # Fields of which the history page says nothing.
    untold: ClassVar[frozenset[str]] = frozenset()
    # Sealed fields of which nothing is told but through a look that is written down.
    looked: ClassVar[frozenset[str]] = frozenset()

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


class Letter(models.Model):
    """One message to one reader: what `outbox.post` gathered for them, when it is due, and what became of it.

    `lines` are {"key", "text", "url"}; `gather` is empty or what letters must have in common to become one.
    `visibility` says which side may read in the mission's log that it was sent. While it is being sent,
    `holder` names the run that sends it.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    mail = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=50, blank=True)
    subject = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    calendar = models.BinaryField(null=True)
    calendar_method = models.CharField(max_length=12, blank=True)
    headers = models.JSONField(default=dict)
    gather = models.CharField(max_length=200, blank=True)
    about_type = models.CharField(max_length=100, blank=True)
    about_key = models.BigIntegerField(null=True)
    mission_id = models.BigIntegerField(null=True)
    visibility = models.CharField(max_length=6, choices=Visibility.choices, default=Visibility.SHARED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=LetterStatus.choices, default=LetterStatus.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    holder = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    shown = models.PositiveSmallIntegerField(default=0)  # in how many of the reader's browsers

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mail", "gather"],
                condition=models.Q(status="waiting") & ~models.Q(gather=""),
                name="one_letter_gathers",
            ),
        )
        indexes = (
            models.Index(fields=["status", "due_at"], name="letter_due"),
            models.Index(fields=["mission_id", "-created_at"], name="letter_mission"),
            models.Index(fields=["mail", "-created_at"], name="letter_reader"),
            models.Index(fields=["about_type", "about_key"], name="letter_about"),
        )
        verbose_name = _("letter")

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Delivery(models.Model):
    """How the reader at one mail address wants their letters; what is empty is as the installation has it."""

    mail = models.EmailField(unique=True)
    zone = models.CharField(_("time zone"), max_length=50, blank=True)
    quiet = models.BooleanField(_("no letters at night"), default=True)
    quiet_from = models.TimeField(pgettext_lazy("hour", "from"), null=True, blank=True)
    quiet_until = models.TimeField(pgettext_lazy("hour", "until"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("gathered for"), null=True, blank=True)
    off = models.JSONField(default=list)

    class Meta:
        verbose_name = _("delivery")

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Device(models.Model):
    """A browser in which the reader at one mail address wants letters shown: where its maker takes them."""

    mail = models.EmailField(db_index=True)
    name = models.CharField(max_length=200, blank=True)
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("browser")

    def __str__(self) -> str:
        return self.name or f"browser {self.pk}"
