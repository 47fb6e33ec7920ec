"""Engagements: what happens on a mission, its brief, and who is there."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import check_zone
from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.choices import (
    Dress,
    EngagementKind,
    EngagementStatus,
    Function,
    Interpretation,
    PartOfDay,
    PointKind,
    Presence,
)
from legation.missions.models.access import MissionParts, missions_seen, seen
from legation.missions.models.mission import PART, Delegate, Mission
from legation.missions.models.venue import Room, Venue


class Engagement(Record):
    """One item of the programme, at one place, in that place's own time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="engagements")
    kind = models.CharField(_("kind"), max_length=18, choices=EngagementKind.choices)
    title = I18nCharField(_("title"), max_length=300)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=64, validators=[check_zone])
    part = models.CharField(
        _("no clock time"),
        max_length=10,
        choices=PartOfDay.choices,
        blank=True,
        help_text=_("Set it while only the part of the day is known."),
    )
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EngagementStatus.choices, default=EngagementStatus.TENTATIVE
    )
    interpretation = models.CharField(
        _("interpretation"), max_length=12, choices=Interpretation.choices, default=Interpretation.NONE
    )
    dress = models.CharField(_("dress"), max_length=10, choices=Dress.choices, blank=True)
    summary = I18nTextField(_("what it is about"), blank=True)
    track = I18nCharField(
        _("track"),
        max_length=100,
        blank=True,
        help_text=_("What it belongs to, such as Trade or Culture: the board has a lane for each."),
    )
    locked = models.BooleanField(
        _("locked"),
        default=False,
        help_text=_("Its time and its place stay as they are until it is unlocked."),
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)
    resequences: ClassVar[frozenset[str]] = frozenset(
        {"starts_at", "ends_at", "zone", "part", "venue", "room", "status", "title"}
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="engagement_ends_after_it_starts",
                violation_error_message=_("The end is not after the start."),
            ),
        )
        indexes = (models.Index(fields=["mission", "starts_at"], name="engagement_order"),)
        verbose_name = _("engagement")

    def __str__(self) -> str:
        return str(self.title)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))


class PointRecords(Records):
    """Lines of a brief: seen by who sees the engagement and the line."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(
            seen(user, "visibility", "engagement__mission"),
            engagement__in=Engagement.objects.visible_to(user),
        )


class Point(Record):
    """One line of a meeting's brief: objective, agenda item, talking point or note."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=10, choices=PointKind.choices)
    text = I18nTextField(_("text"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = PointRecords.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }

    class Meta:
        verbose_name = _("line of the brief")

    def __str__(self) -> str:
        return str(self.text)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return narrower(self.engagement.visibility, self.visibility)


def narrower(first: str, second: str) -> str:
    """Of two visibilities the one that fewer see. Two different sides never meet in one row."""
    return second if first == Visibility.SHARED else first


class AttendanceRecords(Records):
    """Who is there: seen by who sees both the engagement and the delegate.

    Asked of the two as they are joined: of a subquery of all delegates that the user sees, PostgreSQL makes a
    list first, for which it reads the delegates of all missions.
    """

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.present().filter(
            seen(user, "engagement__visibility", "engagement__mission"),
            seen(user, "delegate__visibility", "delegate__mission"),
            engagement__mission__in=missions_seen(user, Visibility.SHARED),
            engagement__removed_at=None,
            engagement__mission__removed_at=None,
            delegate__removed_at=None,
            delegate__mission__removed_at=None,
        )


class Attendance(Record):
    """A delegate at an engagement: in which function, and whether they came."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="attendances")
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("delegate"), on_delete=models.CASCADE, related_name="attendances"
    )
    function = models.CharField(
        _("function"), max_length=12, choices=Function.choices, default=Function.PARTICIPANT
    )
    presence = models.CharField(
        _("presence"), max_length=8, choices=Presence.choices, default=Presence.EXPECTED
    )
    assists = models.ForeignKey(
        Delegate,
        verbose_name=_("for whom"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assisted_at",
        help_text=_("Whom an interpreter or note-taker serves. Empty: the principal of their side."),
    )

    objects = AttendanceRecords.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "delegate"],
                condition=Q(removed_at=None),
                name="a_delegate_attends_once",
                violation_error_message=_("They already attend this engagement."),
            ),
        )
        verbose_name = _("attendance")

    def __str__(self) -> str:
        return f"{self.delegate}: {self.engagement}"

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return narrower(self.engagement.visibility, self.delegate.visibility)
