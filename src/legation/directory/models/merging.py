"""Records that may be one: pairs that look alike, and those that were made one.

Both name records by plain keys, not by links: making two one moves links, and these must stand.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import Office
from legation.directory.choices import Kind, LikenessStatus
from legation.directory.models.records import Organisation, Person
from legation.kernel.models import Record, Records

MODELS: dict[str, type[Person] | type[Organisation]] = {
    Kind.PERSON: Person,
    Kind.ORGANISATION: Organisation,
}


class Likenesses(models.QuerySet["Likeness"]):
    def visible_to(self, user: Any) -> Self:
        """Pairs of which the user may join both: staff, who find each of the two."""
        if not user.is_authenticated or not user.keeps_records:
            return self.none()
        allowed = Q()
        for kind, model in MODELS.items():
            seen = model.objects.visible_to(user).values("pk")
            allowed |= Q(kind=kind, first__in=seen, second__in=seen)
        return self.filter(allowed)


class Likeness(models.Model):
    """Two records that look like one, the lower key first; why; and whether somebody said that they are two.

    `reasons` are [why, the spelling of the first, the spelling of the second], the strongest first.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    score = models.FloatField(default=0.0)
    reasons = models.JSONField(default=list)
    status = models.CharField(max_length=4, choices=LikenessStatus.choices, default=LikenessStatus.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = Likenesses.as_manager()
    address: ClassVar[dict[str, str]] = {"pk": "pk"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "first", "second"], name="a_pair_stands_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_is_ordered"),
        )
        indexes = (models.Index(fields=["kind", "status", "-score"], name="likeness_open"),)
        verbose_name = _("likeness")

    def __str__(self) -> str:
        return f"{self.kind} {self.first}, {self.second}"


class Merges(Records):
    def visible_to(self, user: Any) -> Self:
        """Staff see what became one, unless one of the two was known to another office only."""
        if not user.is_authenticated or not user.keeps_records:
            return self.none()
        return self.present().filter(Q(office=None) | Q(office=user.office_id))


class Merge(Record):
    """Two records made one: which stayed, what moved to it, and what it took, so that it can be undone.

    `took` maps a field to [before, after]; `gained` a list to what was added to it. `moved` are
    {"model", "field", "key", "how"} for every link: `how` is "set" for a link of a row, "kind" for one that
    names its kind as well, "list" for one of several and "removed" for a row that said nothing new. `stays`
    tells what undoing left, in words.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    kept = models.BigIntegerField()
    lost = models.BigIntegerField()
    label = models.CharField(max_length=300)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    took = models.JSONField(default=dict)
    gained = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    stays = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    objects = Merges.as_manager()
    untold: ClassVar[frozenset[str]] = frozenset({"took", "gained", "moved", "stays"})

    class Meta:
        indexes = (
            models.Index(fields=["kind", "kept"], name="merge_kept"),
            models.Index(fields=["kind", "lost"], name="merge_lost"),
        )
        verbose_name = _("merge")

    def __str__(self) -> str:
        return self.label


class Erasure(models.Model):
    """A person was erased at their request: when, by whom, and how much was replaced of what."""

    person = models.BigIntegerField(db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("erasure")

    def __str__(self) -> str:
        return f"erasure {self.pk}"
