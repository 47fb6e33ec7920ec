"""What one side promised the other, and who looks after it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import Organisation, Person
from legation.kernel.choices import Side
from legation.kernel.models import Record, Records
from legation.missions.models.access import seen
from legation.outcomes.choices import SETTLED, CommitmentStatus
from legation.outcomes.models.outcome import Outcome
from legation.outcomes.models.statement import Statement

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters: USD, KRW."))


class Commitment(Outcome):
    """What one side promised the other, by when, what is done next, and what came of it."""

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
    reason = models.CharField(
        _("why it stands so"),
        max_length=500,
        blank=True,
        help_text=_("One sentence that a stranger follows."),
    )
    next_step = I18nCharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    statement = models.ForeignKey(
        Statement,
        verbose_name=_("the words it rests on"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments",
    )
    value = models.DecimalField(
        _("stated value"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("As it was named: an investment, an order, a grant. Empty where none was."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True, editable=False)

    # A statement can be hidden by its engagement, which the history is not told of; the day of the status is
    # the day of the state that says it.
    untold: ClassVar[frozenset[str]] = frozenset({"statement", "settled_on"})

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(currency=""),
                name="a_promised_value_has_a_currency",
                violation_error_message=_("Say in which currency."),
            ),
        )
        indexes = (models.Index(fields=["status", "due_on"], name="commitment_due"),)
        verbose_name = _("commitment")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def settled(self) -> bool:
        """Whether somebody said what came of it."""
        return self.status in SETTLED


class OwnerRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """What a side notes of its own: seen by that side, where it sees the promise."""
        return self.present().filter(
            seen(user, "side", "commitment__mission"), commitment__in=Commitment.objects.visible_to(user)
        )


class Owner(Record):
    """Who looks after a promise on one side, and what that side notes for itself.

    The other side reads the name where the promise is shared, and never the note.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="owners")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("colleague who looks after it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments_owned",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("or a person of the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments_owned",
    )
    note = I18nTextField(_("notes of your side"), blank=True)

    objects = OwnerRecords.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["commitment", "side"], condition=Q(removed_at=None), name="one_owner_a_side"
            ),
            models.CheckConstraint(
                condition=Q(user=None) | Q(person=None),
                name="an_owner_is_one",
                violation_error_message=_("Name a colleague or a person, not both."),
            ),
        )
        verbose_name = _("owner")

    def __str__(self) -> str:
        return str(self.user or self.person or self.commitment)

    @property
    def named(self) -> bool:
        """Whether it says who looks after it, and not only a note."""
        return self.user_id is not None or self.person_id is not None

    def mission_key(self) -> int:
        return self.commitment.mission_id

    def seen_by(self) -> str:
        return self.side
