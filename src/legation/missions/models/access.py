"""Who works on a mission, and what each side sees of it. The one place that decides."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side, Visibility
from legation.kernel.links import new_key
from legation.kernel.models import Records
from legation.missions.choices import Role

# Roles that see their own side's private part; the press office publishes and sees what is shared.
INSIDE = (Role.ORGANISER, Role.PROTOCOL, Role.ASSISTANT, Role.DELEGATE)


def sides_seen(side: str, role: str) -> frozenset[str]:
    """The visibilities that somebody with this standing in a mission sees."""
    return frozenset({Visibility.SHARED.value, side} if role in INSIDE else {Visibility.SHARED.value})


class Membership(models.Model):
    """One user in one mission: on one side, in one role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="memberships")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    stands_for = models.ManyToManyField(
        "missions.Delegate", verbose_name=_("principals"), blank=True, related_name="memberships"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "mission"], name="one_standing_per_user_and_mission"),
        )
        verbose_name = _("access")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


def missions_seen(user: Any, visibility: str) -> "models.QuerySet[Membership, Any]":
    """Keys of the missions whose part of this visibility `user` sees, as a subquery."""
    mine = Membership.objects.filter(user=user.pk)
    if visibility != Visibility.SHARED:
        mine = mine.filter(side=visibility, role__in=INSIDE)
    return mine.values("mission")


def seen(user: Any, visibility: str, mission: str) -> Q:
    """Rows whose `visibility` and `mission` columns let `user` see them."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    allowed = Q()
    for kind in Visibility.values:
        allowed |= Q(**{visibility: kind, f"{mission}__in": missions_seen(user, kind)})
    return allowed


class MissionParts(Records):
    """Parts of a mission that carry a mission and a visibility of their own."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(seen(user, "visibility", "mission"), mission__removed_at=None)


class MissionShared(Records):
    """Parts of a mission that both sides always see."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.present().filter(
            mission__in=missions_seen(user, Visibility.SHARED), mission__removed_at=None
        )


class CalendarLinks(models.QuerySet["CalendarLink"]):
    def live(self) -> Self:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """A user manages the links they made; staff manage all of their side."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(mission__in=missions_seen(user, Visibility.SHARED)).filter(
            Q(user=user.pk)
            | Q(side=Side.GUEST, mission__in=staffed_by(user, Side.GUEST))
            | Q(side=Side.HOST, mission__in=staffed_by(user, Side.HOST))
        )


def staffed_by(user: Any, side: str) -> "models.QuerySet[Membership, Any]":
    """Keys of the missions that `user` prepares on this side, as a subquery."""
    return Membership.objects.filter(
        user=user.pk, side=side, role__in=(Role.ORGANISER, Role.PROTOCOL)
    ).values("mission")


class CalendarLink(models.Model):
    """A calendar address that needs no login: for a user's mission, or for one delegate's own day.

    It shows what a delegate of its side may see, for as long as the user who made it works on the mission.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="calendar_links")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    delegate = models.ForeignKey(
        "missions.Delegate",
        verbose_name=_("for"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="calendar_links",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_links"
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarLinks.as_manager()
    address = {"mission__slug": "mission", "pk": "pk"}  # noqa: RUF012

    class Meta:
        verbose_name = _("calendar link")

    def __str__(self) -> str:
        return str(self.delegate or self.mission)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side
