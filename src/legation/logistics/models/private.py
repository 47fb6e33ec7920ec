"""Personal data under seal: what is kept, who is trusted with it and until when, who looked."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Deed, Side
from legation.kernel.links import new_key
from legation.kernel.sealing import SealedField
from legation.kernel.trails import Audited
from legation.logistics.choices import Kind, Purpose
from legation.missions.models import Delegate, Mission
from legation.missions.models.access import staffed_by


def purged_on(mission: Mission) -> date:
    """The day on which all that is sealed for a mission is destroyed."""
    return mission.ends_on + timedelta(days=settings.SEALED_DAYS)


class Private(models.Model):
    """One kind of personal data of one delegate. It has no history, is in no search, and ends by itself."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="private")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    sealed = SealedField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_link = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["delegate", "kind"], name="one_value_of_a_kind_each"),)
        verbose_name = _("personal data")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.delegate}"

    @property
    def place(self) -> str:
        """What binds the sealed value to this row."""
        return place_of(self.delegate_id, self.kind)


def place_of(delegate: int, kind: str) -> str:
    """The place that a sealed value of a delegate names."""
    return f"private:{delegate}:{kind}"


class Trusts(models.QuerySet["Trust"]):
    def standing(self, day: date) -> Self:
        """Those that hold on this day."""
        return self.filter(from_on__lte=day, until_on__gte=day, ended_at=None)

    def visible_to(self, user: Any) -> Self:
        """Staff of the side whose people it is about."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(side=side, mission__in=staffed_by(user, side))
        return self.filter(of_side, mission__removed_at=None)


class Trust(models.Model):
    """One user who may look at one side's data for one purpose, from a day to a day."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="trusts")
    side = models.CharField(_("whose people"), max_length=5, choices=Side.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trusts")
    purpose = models.CharField(_("what for"), max_length=10, choices=Purpose.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Trusts.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "user")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "side", "user", "purpose"],
                condition=Q(ended_at=None),
                name="trusted_once_for_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="trust_ends_after_it_begins"
            ),
        )
        verbose_name = _("trust")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_purpose_display()}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side


class Look(models.Model):
    """Somebody saw one kind of data of one delegate: who and when, never what. Nothing changes or ends it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="looks")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="looks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    audited = Audited(
        at="at",
        by="by_id",
        mission="mission_id",
        facts=("delegate_id", "kind", "purpose"),
        deed=lambda _row: Deed.SAW,
    )

    class Meta:
        indexes = (models.Index(fields=["mission", "-at"], name="look_mission"),)
        verbose_name = _("look")

    def __str__(self) -> str:
        return f"{self.by}: {self.get_kind_display()}, {self.delegate}"

    def audit_said(self) -> str:
        return f"{self.get_kind_display()}, {self.get_purpose_display()}"

    def audit_about(self) -> tuple[type[models.Model], int]:
        return Delegate, self.delegate_id


class Purge(models.Model):
    """What was destroyed for one side of a mission, and when, or that it failed: the report of the job."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="purges")
    side = models.CharField(max_length=5, choices=Side.choices)
    at = models.DateTimeField()
    due_on = models.DateField()
    counts = models.JSONField(default=dict)
    people = models.PositiveIntegerField(default=0)
    links = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("purge")

    def __str__(self) -> str:
        return f"{self.mission_id} {self.side} {self.at:%Y-%m-%d}"


class PrivateLinks(models.QuerySet["PrivateLink"]):
    def live(self, now: Any) -> Self:
        """Those that were not revoked and have not expired."""
        return self.filter(revoked_at=None, expires_at__gt=now, delegate__removed_at=None)

    def visible_to(self, user: Any) -> Self:
        """Staff of the delegate's side; of a third party's people, those of the side that made it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(side=side, delegate__mission__in=staffed_by(user, side))
        return self.filter(of_side, delegate__in=Delegate.objects.visible_to(user))


class PrivateLink(models.Model):
    """An address without login where a delegate, or who assists them, gives personal data. It shows none."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="private_links")
    side = models.CharField(max_length=5, choices=Side.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="private_links")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateLinks.as_manager()
    address: ClassVar[dict[str, str]] = {"delegate__mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("delegate__mission__programme", "delegate__person")

    class Meta:
        verbose_name = _("link for personal data")

    def __str__(self) -> str:
        return str(self.delegate)

    def mission_key(self) -> int:
        return self.delegate.mission_id

    def seen_by(self) -> str:
        return self.side
