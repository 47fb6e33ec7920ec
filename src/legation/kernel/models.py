"""Base of every record, the activity log and the search index."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from legation.kernel.choices import Deed, JobStatus, LetterKind, LetterStatus, Verb, Visibility
from legation.kernel.links import new_key
from legation.kernel.loading import Loaded
from legation.kernel.sealing import SealedText
from legation.kernel.trails import Audited, trail


class Records(models.QuerySet[Any]):
    """What every record can be asked; each app adds its own `visible_to`."""

    def present(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def visible_to(self, user: Any) -> Self:
        """Those that `user` may see. Agrees with the `view` permission: a property test holds it."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")


class Record(Loaded, models.Model):  # type: ignore[misc]
    """A row that is edited by people: it has a version, a history, and a removal that can be undone."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = trail()

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

    audited = Audited(
        at="at",
        by="by_id",
        mission="mission_id",
        facts=("verb", "content_type_id", "object_id"),
        words="label",
        visibility="visibility",
        deed=lambda row: Deed.PRINTED if row["verb"] == Verb.PRINTED else Deed.CHANGED,
    )

    class Meta:
        indexes = (
            models.Index(fields=["mission_id", "-at"], name="activity_mission"),
            models.Index(fields=["content_type", "object_id"], name="activity_target"),
        )
        verbose_name = _("activity")

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"

    def audit_said(self) -> str:
        """What the audit list says that was done; what it was done to is named beside it."""
        kind = self.content_type.model_class()
        return f"{self.get_verb_display()}: {kind._meta.verbose_name if kind else self.content_type.model}"

    def audit_about(self) -> tuple[type[models.Model] | None, int | None]:
        """The record that it was done to."""
        return self.content_type.model_class(), self.object_id


class Outflow(models.Model):
    """Something left the site: a table or a paper that somebody took, or a letter that was sent.

    `route` names the page that gave it and `form` its ending; of what it was about, only the key is kept.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    deed = models.CharField(max_length=8, choices=Deed.choices)
    route = models.CharField(max_length=60)
    form = models.CharField(max_length=8, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True)
    object_id = models.BigIntegerField(null=True)
    mission_id = models.BigIntegerField(null=True)

    audited = Audited(
        at="at",
        by="by_id",
        mission="mission_id",
        facts=("deed", "route", "form", "content_type_id", "object_id"),
        deed=lambda row: Deed(row["deed"]),
    )

    class Meta:
        verbose_name = _("outflow")

    def __str__(self) -> str:
        return f"{self.deed} {self.route}"

    def audit_said(self) -> str:
        if self.deed == Deed.SENT:
            return str(dict(LetterKind.choices).get(self.route, self.route))
        return " ".join(each for each in (self.form.upper(), self.route) if each)

    def audit_about(self) -> tuple[type[models.Model] | None, int | None]:
        return (self.content_type.model_class() if self.content_type else None), self.object_id


class Rewording(models.Model):
    """Words of the log were made anew, because somebody whom they named was erased: of which rows."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=60)
    rows = models.JSONField(default=list)

    audited = Audited(at="at", by="by_id", facts=("source", "rows"), deed=lambda _row: Deed.ERASED)

    class Meta:
        verbose_name = _("rewording")

    def __str__(self) -> str:
        return f"{self.source}: {len(self.rows)}"

    def audit_said(self) -> str:
        n = len(self.rows)
        return ngettext("%(n)s entry of the log", "%(n)s entries of the log", n) % {"n": n}

    def audit_about(self) -> tuple[type[models.Model] | None, int | None]:
        return None, None


class AuditLink(models.Model):
    """A stretch of the audit list under one seal: its digest holds the one before and those of its lines."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    proof = SealedText(row="number")

    class Meta:
        verbose_name = _("link of the audit list")

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"


class AuditCheck(models.Model):
    """When the whole audit list was read and compared, how far, and how many stretches were altered."""

    at = models.DateTimeField(db_index=True)
    links = models.PositiveBigIntegerField()
    altered = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("check of the audit list")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.altered}"


class AuditLine(models.Model):
    """One line of the audit list: which row tells it, who did it when, and what commits the row to that.

    `office` is the one for which they worked then. `commitment` binds the words of the row, which may name
    people; with its `salt` gone, nobody can find them from it.
    """

    link = models.ForeignKey(AuditLink, on_delete=models.PROTECT, related_name="held")
    source = models.CharField(max_length=60)
    row = models.BigIntegerField()
    at = models.DateTimeField()
    user = models.BigIntegerField(null=True)
    office = models.BigIntegerField(null=True)
    mission = models.BigIntegerField(null=True)
    deed = models.CharField(max_length=8, choices=Deed.choices)
    visibility = models.CharField(max_length=6, blank=True)  # of a row that has one, as it was sealed
    salt = models.CharField(max_length=32, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "row"], name="one_line_per_row"),)
        indexes = (models.Index(fields=["office", "-id"], name="audit_office"),)
        verbose_name = _("line of the audit list")

    def __str__(self) -> str:
        return f"{self.source} {self.row}"


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
    """One term of one entry; `weight` is 3 in the title and 1 elsewhere, `mission_id` as the entry has it."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField(default=1)
    mission_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "entry"], name="one_term_per_entry"),)
        indexes = (
            # PostgreSQL finds what begins so in any collation by the operators that compare bytes.
            models.Index(
                fields=["mission_id", "term", "-weight", "entry"],
                name="term_of_missions",
                opclasses=["int8_ops", "varchar_pattern_ops", "int2_ops", "int8_ops"],
            ),
        )

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
    request = models.CharField(max_length=40, blank=True)  # as the log names it, that asked for the work
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
    `visibility` says which side may read in the mission's log that it was sent. `reader` is set where it goes
    to an account because it works on the mission: it is not sent once that does so no longer. While it is
    being sent, `holder` names the run that sends it.
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
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
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
