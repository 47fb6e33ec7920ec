"""Statements, commitments and agreements of a mission."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import Organisation, Person
from legation.kernel.choices import Visibility
from legation.kernel.models import Record
from legation.missions.models import Engagement, Mission, MissionParts
from legation.missions.models.access import seen
from legation.outcomes.choices import AgreementKind, AgreementStatus, CommitmentStatus

PART = {"mission__slug": "mission", "pk": "pk"}


class OutcomeRecords(MissionParts):
    """Outcomes: seen by who sees them and the engagement that they came from, be it removed or not."""

    def visible_to(self, user: Any) -> Self:
        of_engagement = Q(engagement=None) | seen(user, "engagement__visibility", "engagement__mission")
        return super().visible_to(user).filter(of_engagement)


class Outcome(Record):
    """What every outcome has: its mission, the engagement it came from, and who sees it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="%(class)ss")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = OutcomeRecords.as_manager()
    address: ClassVar[dict[str, str]] = PART

    class Meta:
        abstract = True

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class Statement(Outcome):
    """What somebody said, in the words of the source or of the minutes."""

    speakers = models.ManyToManyField(
        Person, verbose_name=_("speakers"), blank=True, related_name="statements"
    )
    text = I18nTextField(_("text"))

    class Meta:
        verbose_name = _("statement")

    def __str__(self) -> str:
        return str(self.text)


class Commitment(Outcome):
    """What one side promised the other, by when, and what came of it."""

    title = I18nCharField(_("what was promised"), max_length=300)
    detail = I18nTextField(_("details"), blank=True)
    owed_by = models.ForeignKey(
        Organisation,
        verbose_name=_("owed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owes",
    )
    owed_to = models.ForeignKey(
        Organisation,
        verbose_name=_("owed to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="is_owed",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN
    )
    evidence = models.CharField(
        _("evidence"), max_length=500, blank=True, help_text=_("A link or a document.")
    )

    class Meta:
        verbose_name = _("commitment")

    def __str__(self) -> str:
        return str(self.title)


class Agreement(Outcome):
    """A memorandum, a declaration, a sister city: planned, stated or signed."""

    kind = models.CharField(_("kind"), max_length=22, choices=AgreementKind.choices)
    title = I18nCharField(_("title"), max_length=300)
    status = models.CharField(_("status"), max_length=8, choices=AgreementStatus.choices)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    parties = models.ManyToManyField(
        Organisation, verbose_name=_("parties"), blank=True, related_name="agreements"
    )

    class Meta:
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return str(self.title)
