"""Recruiting for a mission: a call with its form, applications, and who brings a group."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.guests.choices import Standing
from legation.kernel.choices import Side
from legation.kernel.links import new_key
from legation.kernel.models import Record
from legation.kernel.sealing import SealedField
from legation.missions.models import Delegate, Delegation, Mission, MissionParts

OF_CALL = {"mission__slug": "mission", "call": "call", "pk": "pk"}


class Call(Record):
    """One way onto a mission for the people of one side: what is asked, how many places, who decides.

    `asks` and `later` are the fields of the two stages; `questions` are the organiser's own, in the first.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="calls")
    visibility = models.CharField(_("side"), max_length=6, choices=Side.choices, editable=False)
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.PROTECT,
        related_name="calls",
        help_text=_("Whoever is approved becomes a delegate there."),
    )
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    name = I18nCharField(_("name"), max_length=200)
    words = I18nTextField(_("words of the page"), blank=True)
    asks = models.JSONField(_("what is asked at first"), default=list, blank=True)
    questions = models.JSONField(
        _("own questions"), default=list, blank=True, help_text=_("One a line, at most ten.")
    )
    later = models.JSONField(_("what is asked once somebody is approved"), default=list, blank=True)
    places = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
        help_text=_("Empty: as many as are approved."),
    )
    reserved = models.PositiveIntegerField(
        _("of these kept for reserved applications"), default=0, validators=[MaxValueValidator(10_000)]
    )
    approvals = models.PositiveSmallIntegerField(
        _("people who have to approve"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )
    moves_up = models.BooleanField(
        _("the waiting list moves up by itself"), default=True, help_text=_("Else by one click of yours.")
    )
    open_until = models.DateTimeField(_("open until"), null=True, blank=True)
    later_until = models.DateTimeField(
        _("the rest is told until"),
        null=True,
        blank=True,
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind days before"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_(
            "Whoever is approved and has not told the rest gets one letter so many days before. 0: none."
        ),
    )
    fee = models.CharField(
        _("fee"), max_length=60, blank=True, help_text=_("As it is written on the page and the receipt.")
    )
    contact = models.CharField(_("whom to ask"), max_length=200, blank=True)

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "delegation")

    class Meta:
        verbose_name = _("call for applications")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class GroupLink(models.Model):
    """The address of a group leader, who brings people of their own and looks after them."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("group or leader"), max_length=200)
    mail = models.EmailField(_("mail"))
    places = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("group")

    def __str__(self) -> str:
        return self.name


class Applications(MissionParts):
    """Applications: of the side whose call it is."""


class Application(Record):
    """Somebody who wants to come. What they tell once they are approved lies sealed."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="applications")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="applications")
    visibility = models.CharField(max_length=6, choices=Side.choices, editable=False)
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    family_name = models.CharField(_("family name"), max_length=120)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    native_name = models.CharField(_("name in the other script"), max_length=120, blank=True)
    mail = models.EmailField(_("mail"))
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")], default="en"
    )
    answers = models.JSONField(default=dict, blank=True)
    sealed = SealedField(blank=True, default="", editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=9, choices=Standing.choices, default=Standing.APPLIED, editable=False
    )
    approved_by = models.JSONField(default=list, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    reserved = models.BooleanField(_("on a reserved place"), default=False)
    fee_noted_at = models.DateTimeField(null=True, blank=True, editable=False)
    group = models.ForeignKey(
        GroupLink, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="people"
    )
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Applications.as_manager()
    address: ClassVar[dict[str, str]] = OF_CALL
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "call__delegation", "group", "delegate")
    untold: ClassVar[frozenset[str]] = frozenset(
        {"sealed", "told_at", "answers", "approved_by", "approved_at", "reminded_at", "key"}
    )

    class Meta:
        indexes = (models.Index(fields=["call", "status", "created_at"], name="application_order"),)
        verbose_name = _("application")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given_name, self.family_name)))

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def place(self) -> str:
        """Where what is sealed belongs to."""
        return f"guests.application.{self.key}"
