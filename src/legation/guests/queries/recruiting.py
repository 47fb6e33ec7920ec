"""Calls, their board, and what stands behind the addresses of applicants and group leaders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from legation.guests.choices import Field, Standing
from legation.guests.models import Application, Call, GroupLink
from legation.kernel.asked import key_asked
from legation.kernel.links import key_of, sealed, token
from legation.kernel.sealing import opened
from legation.missions.models import Mission
from legation.missions.rules import standing

CALL, MINE, GROUP = "guests.call", "guests.application", "guests.group"
TAKES_A_PLACE = (Standing.APPROVED,)


@dataclass(slots=True)
class Door:
    """A call behind its public address, as `kernel.doors` knows links."""

    call: Call
    key: str
    language: str


def call_behind(part: str, now: datetime) -> Door | None:  # noqa: ARG001
    """The call of a public address, open or not."""
    key = key_of(part, CALL)
    rows = Call.objects.present().filter(key=key or "", mission__removed_at=None)
    found = rows.select_related("mission", "delegation").first()
    return Door(found, found.key, settings.LANGUAGE_CODE) if found is not None else None


def application_behind(part: str, now: datetime) -> Application | None:  # noqa: ARG001
    """The application of an applicant's own address."""
    rows = Application.objects.present().filter(key=key_of(part, MINE) or "", call__removed_at=None)
    found: Application | None = rows.select_related("call__mission", "user", "group").first()
    return found


def group_behind(part: str, now: datetime) -> GroupLink | None:  # noqa: ARG001
    """The group of a leader's address, while it was not revoked."""
    rows = GroupLink.objects.filter(key=key_of(part, GROUP) or "", revoked_at=None, call__removed_at=None)
    return rows.select_related("call__mission", "user").first()


def call_path(call: Call) -> str:
    return reverse("apply", args=[token(call.key, CALL)])


def application_path(application: Application) -> str:
    return reverse("my-application", args=[token(application.key, MINE)])


def group_path(group: GroupLink) -> str:
    return reverse("my-group", args=[token(group.key, GROUP)])


def stored_application_path(application: Application) -> str:
    """The path as a letter keeps it: it opens only where the letter leaves the house."""
    return reverse("my-application", args=[sealed(application.key, MINE)])


def stored_group_path(group: GroupLink) -> str:
    """The same for a group leader's letter."""
    return reverse("my-group", args=[sealed(group.key, GROUP)])


def is_open(call: Call, now: datetime) -> bool:
    """Whether one can still apply."""
    return call.open_until is None or now <= call.open_until


def is_asked(call: Call, now: datetime) -> bool:
    """Whether the rest is still told in time."""
    return call.later_until is None or now <= call.later_until


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with how many stand where."""

    call: Call
    applied: int
    approved: int
    waiting: int


def calls_of(mission: Mission, user: Any) -> list[CallRow]:
    """One query: the calls of the reader's side."""
    rows = Call.objects.visible_to(user).filter(mission=mission).select_related("delegation")
    there = Q(applications__removed_at=None)
    counted = rows.annotate(
        applied=Count("applications", filter=there & Q(applications__status=Standing.APPLIED)),
        approved=Count("applications", filter=there & Q(applications__status=Standing.APPROVED)),
        waiting=Count("applications", filter=there & Q(applications__status=Standing.WAITING)),
    )
    return [CallRow(row, row.applied, row.approved, row.waiting) for row in counted.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Column:
    """One status of the board."""

    status: str
    label: str
    rows: tuple[Application, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All applications of a call by where they stand."""

    call: Call
    columns: tuple[Column, ...]
    groups: tuple[tuple[GroupLink, int, str], ...]
    address: str
    free: int | None

    @property
    def total(self) -> int:
        return sum(len(column.rows) for column in self.columns)

    @property
    def waits(self) -> bool:
        """Somebody waits though a place is free: one click moves them up."""
        waiting = any(column.status == Standing.WAITING and column.rows for column in self.columns)
        return waiting and (self.free is None or self.free > 0)


def board_of(call: Call, user: Any) -> Board:
    """Two queries, however many applications."""
    rows = list(
        Application.objects.visible_to(user)
        .filter(call=call)
        .select_related("group")
        .order_by("created_at", "pk")
    )
    columns = tuple(
        Column(value, str(label), tuple(row for row in rows if row.status == value))
        for value, label in Standing.choices
    )
    groups = call.groups.filter(revoked_at=None).order_by("name", "pk")
    told = tuple(
        (group, sum(1 for row in rows if row.group_id == group.pk), settings.ORIGIN + group_path(group))
        for group in groups
    )
    places = Places.of(call, (row.reserved for row in rows if row.status in TAKES_A_PLACE))
    free = places.free(reserved=False)
    return Board(call, columns, told, settings.ORIGIN + call_path(call), free)


@dataclass(slots=True)
class Places:
    """The places of a call, counted once: `taken` by those who are approved, of these `on_reserved` ones."""

    call: Call
    taken: int = 0
    on_reserved: int = 0

    @classmethod
    def of(cls, call: Call, approved: Iterable[bool]) -> "Places":
        """As these take them, each on a reserved place or not."""
        places = cls(call)
        for reserved in approved:
            places.take(reserved=reserved)
        return places

    def take(self, *, reserved: bool) -> None:
        """One more is taken."""
        self.taken += 1
        self.on_reserved += reserved

    def free(self, *, reserved: bool) -> int | None:
        """How many more can be approved, on a reserved place or on another; None where there is no limit."""
        if self.call.places is None:
            return None
        kept = 0 if reserved else max(0, self.call.reserved - self.on_reserved)
        return max(0, int(self.call.places) - kept - self.taken)


def answered(application: Application) -> list[tuple[str, str]]:
    """What was said at first, with what was asked, in the order of the form."""
    labels = {value: str(label) for value, label in Field.choices}
    said, call = application.answers, application.call
    order = dict.fromkeys([*call.asks, *call.questions, *said])  # a database keeps no order, and forms change
    return [(labels.get(name, name), said[name]) for name in order if said.get(name)]


def told_later(application: Application) -> list[tuple[str, str]]:
    """What was said once they were approved. Raises KeyIsLost."""
    if not application.sealed:
        return []
    labels = {value: str(label) for value, label in Field.choices}
    told = opened(application.sealed, application.place)
    return [(labels.get(name, name), text) for name, text in told.items() if text]


def later_of(application: Application) -> dict[str, str]:
    """The same by field, for the form."""
    return {**opened(application.sealed, application.place)} if application.sealed else {}


def people_of(group: GroupLink) -> list[Application]:
    """Whom a leader brings."""
    rows = Application.objects.present().filter(group=group).select_related("call__delegation", "user")
    return list(rows.order_by("family_name", "given_name", "pk"))


def caller_of(call: Call) -> Any:
    """In whose name an application is taken in: the organiser who opened the call."""
    first = call.history.order_by("pk").select_related("history_user").first()
    user = first.history_user if first is not None else None
    if user is None:
        membership = call.mission.memberships.filter(side=call.visibility).order_by("pk").first()
        user = membership.user if membership is not None else None
    return user


def removed_call(mission: Mission, pk: str | int, user: Any) -> Call | None:
    """The removed call that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    rows = Call.objects.filter(pk=pk, mission=mission).exclude(removed_at=None)
    found = rows.select_related("mission", "delegation").first()
    mine = standing(user, mission.pk)
    return found if found is not None and mine is not None and found.visibility == mine.side else None
