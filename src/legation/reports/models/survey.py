"""The outcome survey of one side: whom it asks by link, when, and what they answered."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.kernel.choices import Side
from legation.kernel.links import new_key
from legation.kernel.models import Record, Records
from legation.missions.models import Delegate, Invitee, Mission
from legation.missions.models.invitation import kept_by
from legation.reports.choices import Stage, Worth

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters: USD, KRW."))


class SurveyRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """A side's survey is for those who prepare the mission there."""
        return self.present().filter(kept_by(user, "side", "mission"))


class Survey(Record):
    """That a side asks its delegates what became of a mission: right after it, and after 6 and 18 months."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="surveys")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, editable=False)
    greeting = I18nTextField(
        _("what stands above the questions"), blank=True, help_text=_("Empty: a short request.")
    )
    contact = models.CharField(
        _("whom to ask"), max_length=200, help_text=_("Name and address or telephone number.")
    )
    open_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=42, validators=[MinValueValidator(7), MaxValueValidator(180)]
    )

    objects = SurveyRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "side"], condition=Q(removed_at=None), name="one_survey_a_side"
            ),
        )
        verbose_name = _("outcome survey")

    def __str__(self) -> str:
        return str(self.mission)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side


class SurveyLinks(models.QuerySet["SurveyLink"]):
    def live(self) -> Self:
        """Those that were not taken back."""
        return self.filter(revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """Whoever prepares the side that asks."""
        return self.filter(survey__in=Survey.objects.visible_to(user))


class SurveyLink(models.Model):
    """That one delegate is asked in one round: each of their readers has an address of their own, no login.

    `key` opened it for all of them in letters from before there were such addresses. It holds no name and no
    mail address: both are read where they are kept when a letter is written.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="links")
    stage = models.PositiveSmallIntegerField(_("round"), choices=Stage.choices)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="survey_links")
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    sent_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyLinks.as_manager()
    address: ClassVar[dict[str, str]] = {"survey__mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("survey__mission__programme", "delegate__person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["survey", "stage", "delegate"],
                condition=Q(revoked_at=None),
                name="one_live_survey_link",
            ),
        )
        verbose_name = _("survey link")

    def __str__(self) -> str:
        return str(self.delegate)

    def mission_key(self) -> int:
        return self.survey.mission_id

    def seen_by(self) -> str:
        return self.survey.side


class SurveyAddress(models.Model):
    """The address at which one reader opens a link: it is good while they answer for the delegate.

    It names the account or the calendar's address through which they were reached, and none of their data.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    link = models.ForeignKey(SurveyLink, on_delete=models.CASCADE, related_name="addresses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(user=None, invitee__isnull=False) | Q(user__isnull=False, invitee=None),
                name="a_survey_address_has_one_reader",
            ),
            models.UniqueConstraint(
                fields=["link", "user"], condition=Q(invitee=None), name="one_address_an_account"
            ),
            models.UniqueConstraint(
                fields=["link", "invitee"], condition=Q(user=None), name="one_address_an_invitee"
            ),
        )
        verbose_name = _("reader’s survey address")

    def __str__(self) -> str:
        return str(self.link_id)


class SurveyAnswer(models.Model):
    """What one delegate answered in one round. Every question may be left open but the first."""

    link = models.OneToOneField(SurveyLink, on_delete=models.CASCADE, related_name="answer")
    version = models.PositiveIntegerField(default=1, editable=False)
    worth = models.PositiveSmallIntegerField(_("How valuable was the mission?"), choices=Worth.choices)
    contacts = models.PositiveIntegerField(
        _("How many contacts of it do you still use?"), null=True, blank=True,
        validators=[MaxValueValidator(100_000)],
    )  # fmt: skip
    deals = models.PositiveIntegerField(
        _("How many contracts or joint projects began?"), null=True, blank=True,
        validators=[MaxValueValidator(100_000)],
    )  # fmt: skip
    value = models.DecimalField(
        _("What are they worth?"), max_digits=16, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("As far as you can say, in all, in the currency beside it."),
    )  # fmt: skip
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    jobs = models.PositiveIntegerField(
        _("How many jobs came of it?"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    promises = models.TextField(
        _("Which promises of the other side, or of yours, do you know of, and how do they stand?"),
        max_length=4000,
        blank=True,
    )
    better = models.TextField(_("What should be done better next time?"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(currency=""),
                name="a_stated_value_has_a_currency",
                violation_error_message=_("Say in which currency."),
            ),
        )
        verbose_name = _("answer to the survey")

    def __str__(self) -> str:
        return str(self.link_id)
