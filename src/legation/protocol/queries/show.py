"""A run of show as one reader sees it: when each line is planned, when it is expected, and how it goes."""

import hashlib
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementStatus
from legation.missions.models import Attendance, Delegate, Engagement
from legation.missions.rules import standing
from legation.protocol.models import ShowItem

BEFORE, RUNNING, OVER = "before", "running", "over"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: planned and expected start, and how late it began, in whole minutes.

    `owner` is who sees to it, by name or role; empty where the reader may not know them.
    """

    item: ShowItem
    number: int
    planned: datetime
    expected: datetime
    state: str
    began_late: int
    owner: str
    by_name: bool

    @property
    def ends(self) -> datetime:
        return self.expected + timedelta(minutes=self.item.minutes)

    @property
    def moved(self) -> bool:
        return self.expected != self.planned

    @property
    def early(self) -> int:
        """Minutes by which it began early."""
        return max(0, -self.began_late)

    @property
    def behind(self) -> int:
        """Minutes by which it began later or earlier than expected, and that nothing was moved by yet."""
        return self.began_late if self.state != BEFORE and self.item.late == 0 else 0


@dataclass(frozen=True, slots=True)
class Show:
    """The run of show of one engagement. `state` differs where anything that is shown does."""

    engagement: Engagement
    lines: tuple[Line, ...]
    state: str

    @property
    def running(self) -> Line | None:
        """The last line that began and is not over."""
        return next((line for line in reversed(self.lines) if line.state == RUNNING), None)

    @property
    def coming(self) -> Line | None:
        """The next line to begin: the first after all that began."""
        begun = max((line.number for line in self.lines if line.state != BEFORE), default=0)
        return next((line for line in self.lines[begun:] if line.state == BEFORE), None)

    @property
    def begun(self) -> bool:
        return any(line.state != BEFORE for line in self.lines)

    @property
    def off(self) -> bool:
        return self.engagement.status == EngagementStatus.CANCELLED

    @property
    def without_owner(self) -> int:
        return sum(not line.owner and line.item.owner_id is None for line in self.lines)

    @property
    def ends(self) -> datetime:
        """When the last line ends, as it is expected."""
        return max((line.ends for line in self.lines), default=self.engagement.ends_at)

    @property
    def overruns(self) -> int:
        """Minutes by which it ends later than the engagement on the programme."""
        return max(0, round((self.ends - self.engagement.ends_at).total_seconds() / 60))


def show_of(engagement: Engagement, user: Any) -> Show:
    """One query: the lines that `user` sees, in order."""
    mine = standing(user, engagement.mission_id)
    rows = list(
        ShowItem.objects.visible_to(user)
        .filter(engagement=engagement)
        .select_related("owner__person")
        .order_by("position", "pk")
    )
    return Show(
        engagement, lines_of(engagement, rows, mine.sees if mine else frozenset()), state_of(engagement, rows)
    )


def state_of(engagement: Engagement, rows: Iterable[ShowItem]) -> str:
    """Short for all that is shown: it changes with each line and with the engagement."""
    marks = ".".join(f"{row.pk}:{row.version}" for row in rows)
    return hashlib.sha256(f"{engagement.pk}:{engagement.version}:{marks}".encode()).hexdigest()[:16]


def show_state(engagement: Engagement, user: Any) -> str:
    """One small query: the state of the run of show, for who asks every few seconds."""
    rows = ShowItem.objects.visible_to(user).filter(engagement=engagement).order_by("position", "pk")
    return state_of(engagement, rows.only("pk", "version"))


def lines_of(engagement: Engagement, rows: Sequence[ShowItem], eyes: Iterable[str]) -> tuple[Line, ...]:
    """The lines with their hours: no query where owners were loaded.

    What one side keeps to itself moves nothing that both see, so that no gap tells of it.
    """
    eyes, common = frozenset(eyes), engagement.visibility
    end = own_end = engagement.starts_at
    late = own_late = timedelta(0)
    made = []
    for number, row in enumerate(rows, start=1):
        private = row.visibility not in {common, Visibility.SHARED}
        follows = max(end, own_end) if private else end
        planned = follows if row.offset is None else engagement.starts_at + timedelta(minutes=row.offset)
        expected = planned + late + (own_late if private else timedelta(0))
        state = OVER if row.ended_at else RUNNING if row.started_at else BEFORE
        began = round((row.started_at - expected).total_seconds() / 60) if row.started_at else 0
        owner = owner_of(row, eyes)
        made.append(Line(row, number, planned, expected, state, began, owner or str(row.role), bool(owner)))
        after = planned + timedelta(minutes=row.minutes)
        if private:
            own_end, own_late = after, own_late + timedelta(minutes=row.late)
        else:
            end, late = after, late + timedelta(minutes=row.late)
    return tuple(made)


def owner_of(row: ShowItem, eyes: frozenset[str]) -> str:
    """The delegate who sees to it, where the reader may know that they come."""
    owner = row.owner
    if owner is None or owner.removed_at is not None or owner.visibility not in eyes:
        return ""
    return str(owner.person)


def owners_offered(engagement: Engagement, user: Any) -> "QuerySet[Delegate]":
    """Who can see to something: delegates at the engagement whom `user` sees, and who does so already."""
    there = Attendance.objects.present().filter(engagement=engagement)
    already = ShowItem.objects.visible_to(user).filter(engagement=engagement).exclude(owner=None)
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(Q(pk__in=there.values("delegate")) | Q(pk__in=already.values("owner")))
        .select_related("person", "delegation")
        .order_by("delegation__party", "delegation", "pk")
    )
    return found


def removed_items(engagement: Engagement, keys: str, user: Any) -> list[ShowItem]:
    """Lines that were removed and that `user` may bring back, by keys as they stand in an address."""
    wanted = [int(key) for key in keys.split(",")[:200] if key.isdecimal() and len(key) < 18]
    if not wanted:
        return []
    rows = ShowItem.objects.filter(engagement=engagement, pk__in=wanted).exclude(removed_at=None)
    return [
        row
        for row in rows.select_related("engagement__mission").order_by("position", "pk")
        if _may_return(row, user)
    ]


def _may_return(row: ShowItem, user: Any) -> bool:
    there = copy(row)
    there.removed_at = None
    return bool(user.has_perm("protocol.change_showitem", there))
