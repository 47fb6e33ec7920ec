"""Who works on a mission, and what each side sees of it. The one place that decides."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
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


class InForce(models.Manager["Membership"]):
    """Standings that have not run out: the only ones that anybody asks for."""

    def get_queryset(self) -> "models.QuerySet[Membership]":
        return super().get_queryset().filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))


class Membership(models.Model):
    """One user in one mission: on one side, in one role, perhaps until a moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="memberships")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    stands_for = models.ManyToManyField(
        "missions.Delegate", verbose_name=_("principals"), blank=True, related_name="memberships"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = InForce()
    ever = models.Manager()  # noqa: DJ012 - the one before is the default

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "mission"], name="one_standing_per_user_and_mission"),
        )
        verbose_name = _("access")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class MissionsOf(models.Expression):
    """Keys of the missions of a user, on one side and in some roles where these are given, as a subquery.

    Nearly every query asks for it, several times over. As a queryset it would be built, resolved and compiled
    each time, which costs more than the database takes to answer; so it is written down here.
    """

    def __init__(self, user: Any, side: str = "", roles: tuple[str, ...] = ()) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.user, self.side, self.roles = user, side, roles

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:  # noqa: ARG002
        return self.written(connection)

    def written(self, connection: Any, mission: str = "") -> tuple[str, tuple[str | int, ...]]:
        """The subquery, under a name of its own; of one mission alone where a column holds it."""
        text = "SELECT standing.mission_id FROM missions_membership AS standing WHERE standing.user_id = %s"
        text += " AND (standing.ends_at IS NULL OR standing.ends_at > %s)"
        if mission:
            text += f" AND standing.mission_id = {mission}"
        if self.side:
            text += " AND standing.side = %s"
        if self.roles:
            text += f" AND standing.role IN ({', '.join(['%s'] * len(self.roles))})"
        given = (*([self.side] if self.side else []), *map(str, self.roles))
        return f"({text})", (self.user, connection.ops.adapt_datetimefield_value(timezone.now()), *given)


def missions_seen(user: Any, visibility: str) -> MissionsOf:
    """Keys of the missions whose part of this visibility `user` sees, as a subquery."""
    return _missions(user.pk, visibility)


def _missions(user: Any, visibility: str) -> MissionsOf:
    return MissionsOf(user) if visibility == Visibility.SHARED else MissionsOf(user, visibility, INSIDE)


class Seen(models.Expression):
    """Whether a user sees a row with this visibility in this mission: written down for the same reason."""

    def __init__(self, user: Any, visibility: str, mission: str) -> None:
        super().__init__(output_field=models.BooleanField())
        self.of = {kind: _missions(user, kind) for kind in Visibility.values}
        self.columns = [models.F(visibility), models.F(mission)]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Asked of each row, through the index of a user's missions.

        PostgreSQL reckons that the list of all of them is made anew for each row that it looks up, and so
        would rather read the rows of all missions once than look up those of one.
        """
        (visibility, first), (mission, second) = map(compiler.compile, self.columns)
        parts, params = [], []
        for kind, missions in self.of.items():
            text, given = missions.written(connection, mission)
            parts.append(f"({visibility} = %s AND EXISTS {text})")
            # The mission's column stands within the subquery, after the user and the moment.
            params += [*first, kind, *given[:2], *second, *given[2:]]
        return f"({' OR '.join(parts)})", tuple(params)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        (visibility, first), (mission, second) = map(compiler.compile, self.columns)
        parts, params = [], []
        for kind, missions in self.of.items():
            text, given = missions.as_sql(compiler, connection)
            parts.append(f"({visibility} = %s AND {mission} IN {text})")
            params += [*first, kind, *second, *given]
        return f"({' OR '.join(parts)})", tuple(params)


def seen(user: Any, visibility: str, mission: str) -> Q:
    """Rows whose `visibility` and `mission` columns let `user` see them."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(Seen(user.pk, visibility, mission))


def part_seen(user: Any, part: str) -> Q:
    """Rows that hang on a part of a mission which `user` sees, by the name of their column."""
    gone = {f"{part}__removed_at": None, f"{part}__mission__removed_at": None}
    return seen(user, f"{part}__visibility", f"{part}__mission") & Q(**gone)


class MissionParts(Records):
    """Parts of a mission that carry a mission and a visibility of their own."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.is_active:
            return self.none()
        # That the mission is one of the user's follows from what is seen of it, and is what an index finds.
        return self.present().filter(
            seen(user, "visibility", "mission"),
            mission__in=missions_seen(user, Visibility.SHARED),
            mission__removed_at=None,
        )


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


def staffed_by(user: Any, side: str) -> MissionsOf:
    """Keys of the missions that `user` prepares on this side, as a subquery."""
    return MissionsOf(user.pk, side, (Role.ORGANISER, Role.PROTOCOL))


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
