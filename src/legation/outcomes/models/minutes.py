"""Minutes of an engagement: who was there, what was said, decided and promised, and who signed."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record, Records
from legation.missions.choices import Party
from legation.missions.models import Delegate, Engagement, Mission, MissionParts
from legation.missions.models.access import seen
from legation.missions.models.engagement import narrower
from legation.outcomes.choices import LineKind
from legation.outcomes.models.commitment import Commitment
from legation.outcomes.models.statement import Statement

IN_MINUTES = {"minutes__mission__slug": "mission", "minutes": "minutes", "pk": "pk"}


class MinutesRecords(MissionParts):
    """Minutes: seen by who sees them and the engagement, be it removed or not."""

    def visible_to(self, user: Any) -> Self:
        of_engagement = seen(user, "engagement__visibility", "engagement__mission")
        return super().visible_to(user).filter(of_engagement)


class Minutes(Record):
    """The minutes of one engagement.

    `visibility` is that of the engagement when they were begun: what one side wrote of its own meeting stays
    with it. Closing keeps in `frozen` what both sides sign, and in `trace` what stands for exactly that.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="minutes")
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("engagement"), on_delete=models.CASCADE, related_name="minutes"
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    closed_at = models.DateTimeField(pgettext_lazy("minutes", "closed"), null=True, editable=False)
    frozen = models.JSONField(default=dict, editable=False)
    trace = models.CharField(max_length=64, blank=True, editable=False)

    objects = MinutesRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "engagement__venue__city", "engagement__room")
    untold: ClassVar[frozenset[str]] = frozenset({"frozen", "trace"})

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "visibility"],
                condition=Q(removed_at=None),
                name="one_minutes_of_an_engagement",
            ),
        )
        verbose_name = pgettext_lazy("record of a meeting", "minutes")

    def __str__(self) -> str:
        return str(self.engagement)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return narrower(self.engagement.visibility, self.visibility)

    @property
    def open(self) -> bool:
        return self.closed_at is None


def seen_within(user: Any) -> Q:
    """Parts of minutes whose own visibility `user` sees."""
    return seen(user, "visibility", "minutes__mission") & Q(minutes__in=Minutes.objects.visible_to(user))


class LineRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """Lines that `user` sees, with the statement or the promise there, in minutes that they see."""
        of_statement = Q(statement=None) | (
            Q(statement__removed_at=None) & seen(user, "statement__visibility", "minutes__mission")
        )
        of_commitment = Q(commitment=None) | (
            Q(commitment__removed_at=None) & seen(user, "commitment__visibility", "minutes__mission")
        )
        return self.present().filter(seen_within(user), of_statement, of_commitment)


class MinutesLine(Record):
    """One line: an item of the agenda, or what was said, decided, promised or noted under one.

    What was said is a statement and what was promised a commitment, each with words of its own; `speaker`
    names who is in no directory.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices)
    under = models.ForeignKey(
        "self",
        verbose_name=_("item of the agenda"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lines",
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    text = I18nTextField(_("text"), blank=True)
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    statement = models.OneToOneField(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="line", editable=False
    )
    commitment = models.OneToOneField(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="line", editable=False
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = LineRecords.as_manager()
    address: ClassVar[dict[str, str]] = IN_MINUTES
    loads: ClassVar[tuple[str, ...]] = (
        "minutes__mission__programme",
        "minutes__engagement",
        "statement",
        "commitment",
        "under",
    )
    untold: ClassVar[frozenset[str]] = frozenset({"position"})

    class Meta:
        indexes = (models.Index(fields=["minutes", "position"], name="minutes_order"),)
        verbose_name = _("line of the minutes")

    def __str__(self) -> str:
        return str(self.text or self.statement or self.commitment or "")

    def mission_key(self) -> int:
        return self.minutes.mission_id

    def seen_by(self) -> str:
        return narrower(self.minutes.seen_by(), self.visibility)


class InMinutes(Records):
    def visible_to(self, user: Any) -> Self:
        """Those in minutes that `user` sees."""
        return self.present().filter(minutes__in=Minutes.objects.visible_to(user))


class MinutesPerson(Record):
    """Somebody who was there and stands on no programme, or who came in the place of somebody."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="people")
    party = models.CharField(_("party"), max_length=5, choices=Party.choices)
    name = models.CharField(_("name"), max_length=200)
    post = I18nCharField(_("post"), max_length=200, blank=True)
    instead_of = models.ForeignKey(
        Delegate,
        verbose_name=_("came instead of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = InMinutes.as_manager()
    address: ClassVar[dict[str, str]] = IN_MINUTES
    loads: ClassVar[tuple[str, ...]] = ("minutes__mission__programme", "minutes__engagement")

    class Meta:
        verbose_name = _("person in the minutes")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.minutes.mission_id

    def seen_by(self) -> str:
        return self.minutes.seen_by()


class Amendment(Record):
    """A change of signed minutes: numbered, with its reason, in force when both sides signed it as well."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    line = models.ForeignKey(
        MinutesLine,
        verbose_name=_("what is amended"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="amendments",
        help_text=_("Empty: it adds something."),
    )
    text = I18nTextField(_("how it reads from now on"))
    reason = I18nTextField(_("reason"))
    in_force_at = models.DateTimeField(_("in force"), null=True, editable=False)

    objects = InMinutes.as_manager()
    address: ClassVar[dict[str, str]] = IN_MINUTES
    loads: ClassVar[tuple[str, ...]] = ("minutes__mission__programme", "minutes__engagement")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["minutes", "number"], name="an_amendment_has_its_number"),
        )
        verbose_name = _("amendment")

    def __str__(self) -> str:
        return f"{self.minutes} ({self.number})"

    def mission_key(self) -> int:
        return self.minutes.mission_id

    def seen_by(self) -> str:
        return self.minutes.seen_by()


class Signature(models.Model):
    """One side's signature under minutes, or under an amendment: under the words that `trace` stands for."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatures")
    amendment = models.ForeignKey(
        Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="signatures"
    )
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    trace = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["minutes", "side"], condition=Q(amendment=None), name="one_signature_a_side"
            ),
            models.UniqueConstraint(
                fields=["amendment", "side"],
                condition=Q(amendment__isnull=False),
                name="one_signature_a_side_and_amendment",
            ),
        )
        verbose_name = _("signature")

    def __str__(self) -> str:
        return f"{self.name} ({self.side})"


class Hold(models.Model):
    """Where somebody is writing right now: in a line, or in one that is not there yet."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="holds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey(MinutesLine, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["minutes", "user"], name="one_hold_a_writer"),)
        verbose_name = _("hold")

    def __str__(self) -> str:
        return f"{self.user_id} {self.line_id}"
