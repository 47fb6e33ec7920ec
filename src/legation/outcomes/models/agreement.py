"""What two sides agreed on paper, who signed it, and for how long it holds."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.accounts.models import Office
from legation.directory.models import Organisation, Person, Post
from legation.kernel.models import Record, Records
from legation.missions.models import Mission
from legation.missions.models.access import seen
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.outcomes.models.outcome import Outcome, OutcomeRecords


class AgreementRecords(OutcomeRecords):
    def visible_to(self, user: Any) -> Self:
        """Those of missions as every outcome; those that an office keeps are seen by the office."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_mission = (
            seen(user, "visibility", "mission")
            & Q(mission__removed_at=None)
            & (Q(engagement=None) | seen(user, "engagement__visibility", "engagement__mission"))
        )
        of_office = Q(pk__in=[])
        if user.office_id is not None:
            of_office = Q(mission=None, office=user.office_id)
        return self.present().filter(of_mission | of_office)


class Agreement(Outcome):
    """A sister city, a memorandum, a declaration: planned, stated, signed, renewed or ended.

    It belongs to the mission on which it came about, or, from before there were missions here, to an office.
    """

    mission = models.ForeignKey(  # type: ignore[assignment]
        Mission, null=True, blank=True, on_delete=models.CASCADE, related_name="agreements", editable=False
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=22, choices=AgreementKind.choices)
    title = I18nCharField(_("title"), max_length=300)
    status = models.CharField(_("status"), max_length=8, choices=AgreementStatus.choices)
    parties = models.ManyToManyField(
        Organisation, verbose_name=_("parties"), blank=True, related_name="agreements"
    )
    subjects = models.JSONField(_("fields of cooperation"), default=list, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    place = I18nCharField(_("signed at"), max_length=200, blank=True)
    begins_on = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty: from the day on which it was signed.")
    )
    ends_on = models.DateField(_("in force until"), null=True, blank=True, help_text=_("Empty: without end."))
    renews = models.BooleanField(_("renews by itself"), default=False)
    notice_days = models.PositiveSmallIntegerField(
        _("tell us so many days before it ends"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    budget_on = models.DateField(
        _("budget approved by the assembly on"),
        null=True,
        blank=True,
        help_text=_("One of the three marks of a sister city."),
    )
    last_contact_on = models.DateField(_("last contact that is not on a mission here"), null=True, blank=True)
    dormant_years = models.PositiveSmallIntegerField(
        _("dormant after so many years without contact"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    text = I18nTextField(_("what it says"), blank=True)

    objects = AgreementRecords.as_manager()  # type: ignore[misc]
    address: ClassVar[dict[str, str]] = {"pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "engagement", "office")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(mission=None, office__isnull=False) | Q(mission__isnull=False, office=None),
                name="an_agreement_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(begins_on=None) | Q(ends_on__gte=F("begins_on")),
                name="an_agreement_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
        )
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return str(self.title)

    def mission_key(self) -> int | None:
        return self.mission_id

    @property
    def in_force(self) -> bool:
        """Whether it was signed and not ended since."""
        return self.status in {AgreementStatus.SIGNED, AgreementStatus.RENEWED}


class Signatories(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees the agreement."""
        return self.present().filter(agreement__in=Agreement.objects.visible_to(user))


class Signatory(Record):
    """Who signed an agreement, for which party, in which post at that time."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="signatories", editable=False
    )
    party = models.ForeignKey(
        Organisation, verbose_name=_("for"), on_delete=models.PROTECT, related_name="signed"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="signed"
    )
    post = models.ForeignKey(
        Post,
        verbose_name=_("post when it was signed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signed",
    )
    head = models.BooleanField(
        _("as the head of the city government"),
        default=False,
        help_text=_("A mayor or governor: one of the three marks of a sister city."),
    )

    objects = Signatories.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "party", "person"],
                condition=Q(removed_at=None),
                name="a_person_signs_once_for_a_party",
                violation_error_message=_("This person signed for this party already."),
            ),
        )
        verbose_name = _("signatory")

    def __str__(self) -> str:
        return str(self.person)

    def mission_key(self) -> int | None:
        return self.agreement.mission_id

    def seen_by(self) -> str:
        return self.agreement.seen_by()


class Alert(models.Model):
    """One reader was told once that an agreement ends, or that nothing was heard since a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="alerts")
    stage = models.CharField(max_length=5, choices=[("ends", "ends"), ("quiet", "quiet")])
    day = models.DateField()
    mail = models.EmailField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "stage", "day", "mail"], name="a_reader_is_alerted_once"
            ),
        )
        verbose_name = _("alert")

    def __str__(self) -> str:
        return f"{self.stage} {self.day}"
