"""Gifts given and received, and from which value on an office declares them."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.accounts.models import Office
from legation.accounts.rules import is_member
from legation.directory.models import Organisation, Person
from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record, Records
from legation.missions.models import Engagement, Mission, MissionParts
from legation.missions.models.access import seen
from legation.protocol.choices import GiftDirection, GiftUse

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters: USD, KRW."))


class GiftRuleRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """An office's own rule, read by the office."""
        return self.present().filter(office=user.office_id) if is_member(user) else self.none()


class GiftRule(Record):
    """From which value on an office declares a donor's gifts, and within how many days (G2)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="gift_rules")
    threshold = models.DecimalField(
        _("declared from"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    months = models.PositiveSmallIntegerField(
        _("months over which a donor’s gifts add up"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    days = models.PositiveSmallIntegerField(
        _("days to declare it"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    source = models.CharField(_("where the rule stands"), max_length=300)

    objects = GiftRuleRecords.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["office"], condition=Q(removed_at=None), name="one_gift_rule_of_an_office"
            ),
        )
        verbose_name = _("gift rule")

    def __str__(self) -> str:
        return f"{self.threshold} {self.currency}"


class GiftRecords(MissionParts):
    """Gifts: seen by who sees them and the engagement at which they passed, be it removed or not."""

    def visible_to(self, user: Any) -> Self:
        of_engagement = Q(engagement=None) | seen(user, "engagement__visibility", "engagement__mission")
        return super().visible_to(user).filter(of_engagement)


class Gift(Record):
    """One gift in the register of one side: what, from whom, to whom, worth what, and its use."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="gifts")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="gifts",
    )
    side = models.CharField(_("register of"), max_length=5, choices=Side.choices, editable=False)
    direction = models.CharField(_("direction"), max_length=8, choices=GiftDirection.choices)
    nature = I18nCharField(_("what it is"), max_length=300)
    donor = models.ForeignKey(
        Person,
        verbose_name=_("from (person)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gifts_given",
    )
    donor_body = models.ForeignKey(
        Organisation,
        verbose_name=_("from (organisation)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gifts_given",
    )
    recipient = models.ForeignKey(
        Person,
        verbose_name=_("to (person)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gifts_received",
    )
    recipient_body = models.ForeignKey(
        Organisation,
        verbose_name=_("to (organisation)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gifts_received",
    )
    exchanged_on = models.DateField(
        _("exchanged on"), null=True, blank=True, help_text=_("Empty while it is only planned.")
    )
    circumstances = I18nTextField(_("circumstances"), blank=True)
    value = models.DecimalField(
        _("value"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Paid or estimated. Empty: not known yet."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    use = models.CharField(_("what became of it"), max_length=10, choices=GiftUse.choices, blank=True)
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    visibility = models.CharField(_("who sees it"), max_length=6, choices=Visibility.choices)

    objects = GiftRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("engagement",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(currency=""),
                name="a_value_has_a_currency",
                violation_error_message=_("Say in which currency."),
            ),
        )
        indexes = (models.Index(fields=["side", "exchanged_on"], name="gift_order"),)
        verbose_name = _("gift")

    def __str__(self) -> str:
        return str(self.nature)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility
