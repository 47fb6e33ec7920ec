"""A round: when, at how many tables, under which rules; its resources and sites."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.directory.models import check_zone
from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.matchmaking.choices import ResourceKind, RoundStatus
from legation.missions.models import Engagement, Mission, MissionParts, Venue
from legation.missions.models.access import seen

MOST_SLOTS = 64
WEIGHTS = (100, 60, 40, 25, 15)
OF_ROUND = {"round__mission__slug": "mission", "round": "round", "pk": "pk"}


@dataclass(frozen=True, slots=True)
class SlotTime:
    """A slot of a round: its number from 1, and when it is."""

    number: int
    starts_at: datetime
    ends_at: datetime
    sitting: str

    @property
    def day(self) -> date:
        return self.starts_at.date()


class RoundRecords(MissionParts):
    """Rounds: seen by who sees them and the engagement during which they are held, be it removed or not."""

    def visible_to(self, user: Any) -> Self:
        of_engagement = Q(engagement=None) | seen(user, "engagement__visibility", "engagement__mission")
        return super().visible_to(user).filter(of_engagement)


class Round(Record):
    """One round of one-to-one meetings within a mission.

    `sittings` are the stretches of time in which meetings are held, each `{"date": "2024-04-17", "from":
    "14:00", "to": "17:00", "name": "Afternoon"}` in the round's zone: slots are cut from them. `closed` tells
    how many tables are left in a slot where some were lost on the day, by slot number.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="rounds")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("in the programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rounds",
        help_text=_("The afternoon of meetings that delegates see in their programme."),
    )
    name = I18nCharField(_("name"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=RoundStatus.choices, default=RoundStatus.COLLECTING
    )
    zone = models.CharField(_("time zone"), max_length=64, validators=[check_zone])
    sittings = models.JSONField(_("when"), default=list)
    minutes = models.PositiveSmallIntegerField(
        _("minutes a meeting"), default=20, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    pause = models.PositiveSmallIntegerField(
        _("minutes between two meetings"), default=5, validators=[MaxValueValidator(120)]
    )
    tables = models.PositiveSmallIntegerField(
        _("tables"), default=10, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    closed = models.JSONField(default=dict, blank=True, editable=False)
    fairness = models.PositiveSmallIntegerField(
        _("largest difference in waits"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(20)],
        help_text=_("Nobody waits between meetings this many times more often than another. Empty: no rule."),
    )
    in_a_row = models.PositiveSmallIntegerField(
        _("meetings in a row at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)],
        help_text=_("Then comes a free slot. Empty: no limit."),
    )
    wishes_until = models.DateTimeField(
        _("wishes until"), null=True, blank=True, help_text=_("Afterwards participants can read, not ask.")
    )
    quota = models.PositiveSmallIntegerField(
        _("wishes a participant"), default=5, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    quota_body = models.PositiveSmallIntegerField(
        _("meetings an organisation at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Counted over everybody who comes for it. Empty: no limit."),
    )
    acceptance = models.BooleanField(
        _("only what was accepted"),
        default=False,
        help_text=_(
            "A meeting is planned once who was asked has accepted. Organisers’ own are planned anyway."
        ),
    )
    weights = models.JSONField(_("weight of a wish by its rank"), default=list, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "engagement")
    untold: ClassVar[frozenset[str]] = frozenset({"closed", "released_at"})

    class Meta:
        indexes = (models.Index(fields=["mission", "status"], name="round_order"),)
        verbose_name = _("round of meetings")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def slots(self) -> tuple[SlotTime, ...]:
        """The slots, in order of time, numbered from 1."""
        cut = cuts(self.sittings, self.zone, self.minutes, self.pause)
        return tuple(SlotTime(k, *each) for k, each in enumerate(sorted(cut), start=1))

    @property
    def last_day(self) -> date | None:
        """The day of the last slot."""
        slots = self.slots
        return slots[-1].day if slots else None

    def weight_of(self, rank: int) -> int:
        """What a wish of this rank counts; ranks beyond the last count as the last."""
        weights = self.weights or list(WEIGHTS)
        return int(weights[min(rank, len(weights)) - 1])

    def tables_in(self, slot: int) -> int:
        """Tables that there are in a slot."""
        return min(self.tables, int(self.closed.get(str(slot), self.tables)))


def cuts(
    sittings: list[dict[str, str]], zone: str, minutes: int, pause: int
) -> Iterator[tuple[datetime, datetime, str]]:
    """Start, end and name of the sitting of each slot that fits."""
    for sitting in sittings:
        day = date.fromisoformat(sitting["date"])
        begin, end = (
            datetime.combine(day, time.fromisoformat(sitting[key]), ZoneInfo(zone)) for key in ("from", "to")
        )
        at = begin
        while at + timedelta(minutes=minutes) <= end:
            yield at, at + timedelta(minutes=minutes), sitting.get("name", "")
            at += timedelta(minutes=minutes + pause)


class RoundParts(Records):
    """Parts of a round that have no visibility of their own: seen by who sees the round."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(round__in=Round.objects.visible_to(user))


class Resource(Record):
    """Interpreters of a pair of languages, rooms, screens: how many there are."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(
        _("kind"), max_length=12, choices=ResourceKind.choices, default=ResourceKind.INTERPRETER
    )
    name = I18nCharField(_("name"), max_length=120)
    languages = models.JSONField(
        _("between the languages"),
        default=list,
        blank=True,
        help_text=_("A meeting whose people share no language gets an interpreter of these by itself."),
    )
    amount = models.PositiveSmallIntegerField(_("how many"), default=1, validators=[MaxValueValidator(500)])
    closed = models.JSONField(default=dict, blank=True, editable=False)

    objects = RoundParts.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = ("round__mission__programme",)
    untold: ClassVar[frozenset[str]] = frozenset({"closed"})

    class Meta:
        verbose_name = _("resource")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        return self.round.visibility

    def amount_in(self, slot: int) -> int:
        """How many there are in a slot."""
        return min(self.amount, int(self.closed.get(str(slot), self.amount)))


class Site(Record):
    """A place away from the hall where meetings are held, and how many slots the way to it takes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sites")
    name = I18nCharField(_("name"), max_length=200)
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meeting_sites",
    )
    slots = models.PositiveSmallIntegerField(
        _("free slots for the way"),
        default=1,
        validators=[MaxValueValidator(MOST_SLOTS)],
        help_text=_("From the hall and back. Between two sites the longer of both counts."),
    )

    objects = RoundParts.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = ("round__mission__programme",)

    class Meta:
        verbose_name = _("site")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        return self.round.visibility
