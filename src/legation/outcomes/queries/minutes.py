"""What the pages of minutes read."""

import hashlib
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from legation.directory.queries import both
from legation.kernel.choices import Side, Visibility
from legation.kernel.searching import Card
from legation.missions.choices import Presence
from legation.missions.models import Attendance, Engagement, Mission
from legation.missions.rules import standing
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Amendment, Hold, Minutes, MinutesLine, MinutesPerson, Signature
from legation.outcomes.queries.minutes_text import (
    Item,
    Someone,
    Text,
    arranged,
    entries_of,
    open_text,
    read_frozen,
    trace_of,
)

HELD = timedelta(seconds=25)  # how long somebody counts as writing after their page last said so
TITLES = {"en": "Minutes: %s", "ko": "회의록: %s"}
APART = 10**6  # a statement's version and its line's in one number
REMOVABLE: dict[str, type[MinutesLine | MinutesPerson | Amendment]] = {
    "line": MinutesLine,
    "person": MinutesPerson,
    "amendment": Amendment,
}


@dataclass(frozen=True, slots=True)
class Signed:
    """One side's place beneath minutes or an amendment: who signed and when, or nobody yet."""

    side: str
    signature: Signature | None

    @property
    def side_name(self) -> str:
        return str(Side(self.side).label)


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment with its places for signatures; `trace` stands for its words."""

    amendment: Amendment
    trace: str
    signed: tuple[Signed, ...]
    mine: bool

    @property
    def begun(self) -> bool:
        return any(one.signature is not None for one in self.signed)


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """Minutes as one reader sees them. `beside` are private lines of the reader's side beside signed ones."""

    minutes: Minutes
    text: Text
    beside: tuple[Item, ...]
    signed: tuple[Signed, ...]
    amendments: tuple[Amended, ...]
    holds: dict[int, str]
    writers: tuple[str, ...]
    mine: bool

    @property
    def final(self) -> bool:
        """Every side signed."""
        return bool(self.signed) and all(one.signature is not None for one in self.signed)

    @property
    def unmarked(self) -> int:
        return sum(one.presence == Presence.EXPECTED for one in self.text.people)

    @property
    def amended(self) -> dict[int, list[Amended]]:
        """The amendments in force, by the line that they amend."""
        found: dict[int, list[Amended]] = {}
        for one in self.amendments:
            if one.amendment.in_force_at is not None and one.amendment.line_id is not None:
                found.setdefault(one.amendment.line_id, []).append(one)
        return found


def minutes_page(minutes: Minutes, user: Any) -> MinutesPage:
    """Seven queries: people, lines and who spoke, holds, and signatures with amendments."""
    beside: tuple[Item, ...] = ()
    if minutes.open:
        text = open_text(minutes, user)
    else:
        text = read_frozen(minutes.frozen)
        kept = {one.key for one in text.lines}
        private = [one for one in entries_of(minutes, user, text.people) if one.key not in kept]
        heads = [item.heading for item in text.items if item.heading is not None]
        beside = tuple(item for item in arranged([*heads, *private]) if _private(item))
    signatures = list(Signature.objects.filter(minutes=minutes).order_by("pk"))
    sides = sides_of(minutes)
    mine = standing(user, minutes.mission_id)
    side = mine.side if mine is not None and mine.prepares else ""
    held = writing(minutes, timezone.now())
    return MinutesPage(
        minutes=minutes,
        text=text,
        beside=beside,
        signed=_signed(sides, [one for one in signatures if one.amendment_id is None]),
        amendments=_amended(minutes, sides, signatures, side),
        holds={one.line_id: str(one.user) for one in held if one.line_id and one.user_id != user.pk},
        writers=tuple(str(one.user) for one in held if one.line_id is None and one.user_id != user.pk),
        mine=side in sides and not any(one.side == side and not one.amendment_id for one in signatures),
    )


def _private(item: Item) -> bool:
    """It holds something of one side's own."""
    own = item.heading is not None and item.heading.line is not None
    return own or bool(item.entries)


def sides_of(minutes: Minutes) -> tuple[str, ...]:
    """Who has to sign: both, or the side that met by itself, be the engagement hidden since or not."""
    of = minutes.visibility
    return (Side.GUEST.value, Side.HOST.value) if of == Visibility.SHARED else (of,)


def _signed(sides: Sequence[str], signatures: Sequence[Signature]) -> tuple[Signed, ...]:
    by_side = {one.side: one for one in signatures}
    return tuple(Signed(side, by_side.get(side)) for side in sides)


def _amended(
    minutes: Minutes, sides: Sequence[str], signatures: Sequence[Signature], side: str
) -> tuple[Amended, ...]:
    found = Amendment.objects.present().filter(minutes=minutes).order_by("number")
    amendments = []
    for one in found:
        own = [each for each in signatures if each.amendment_id == one.pk]
        signed = _signed(sides, own)
        may = side in sides and side not in {each.side for each in own}
        amendments.append(Amended(one, amendment_trace(minutes, one), signed, may))
    return tuple(amendments)


def amendment_trace(minutes: Minutes, amendment: Amendment) -> str:
    """Stands for the words of an amendment and for the minutes that it amends."""
    words = {name: both(getattr(amendment, name)) for name in ("text", "reason")}
    return trace_of(
        {"of": minutes.trace, "number": amendment.number, "line": amendment.line_id or 0, **words}
    )


def writing(minutes: Minutes, now: datetime) -> list[Hold]:
    """Who is writing right now, and where: one query."""
    found = Hold.objects.filter(minutes=minutes, at__gt=now - HELD).select_related("user")
    return list(found.order_by("pk"))


def minutes_state(minutes: Minutes, user: Any) -> str:
    """Short for all that is shown; it changes with each line, mark and writer. Four small queries."""
    lines = MinutesLine.objects.visible_to(user).filter(minutes=minutes).order_by("pk")
    told: list[Any] = [(minutes.pk, minutes.version, minutes.engagement.version)]
    told += lines.values_list(
        "pk", "version", "position", "statement__version", "commitment__version", "under"
    )
    told += (
        Attendance.objects.visible_to(user)
        .filter(engagement=minutes.engagement_id)
        .order_by("pk")
        .values_list("pk", "version", "delegate__version")
    )
    told += [
        MinutesPerson.objects.filter(minutes=minutes).aggregate(last=Max("updated_at"))["last"],
        [(one.user_id, one.line_id) for one in writing(minutes, timezone.now())],
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def minutes_of(engagement: Engagement, user: Any) -> Minutes | None:
    """The minutes of an engagement that `user` sees: those of both sides before one side's own."""
    found = Minutes.objects.visible_to(user).filter(engagement=engagement).order_by("pk")
    rows = list(found)
    return next((one for one in rows if one.visibility == engagement.visibility), rows[0] if rows else None)


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One engagement of the list with its minutes, or without."""

    engagement: Engagement
    minutes: Minutes | None
    signed: tuple[Signed, ...]

    @property
    def final(self) -> bool:
        return bool(self.signed) and all(one.signature is not None for one in self.signed)


def minutes_list(mission: Mission, user: Any) -> list[MinutesRow]:
    """Three queries: the minutes of a mission, their signatures, and the engagements that have none yet."""
    rows = list(
        Minutes.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("engagement")
        .order_by("engagement__starts_at", "pk")
    )
    signatures: dict[int, list[Signature]] = {}
    for one in Signature.objects.filter(minutes__in=rows, amendment=None).order_by("pk"):
        signatures.setdefault(one.minutes_id, []).append(one)
    begun = {one.engagement_id for one in rows}
    left = (
        Engagement.objects.visible_to(user)
        .filter(mission=mission, ends_at__lt=timezone.now(), status="confirmed")
        .exclude(pk__in=begun)
    )
    found = [
        MinutesRow(one.engagement, one, _signed(sides_of(one), signatures.get(one.pk, []))) for one in rows
    ]
    found += [MinutesRow(one, None, ()) for one in left.order_by("starts_at", "pk")]
    return sorted(found, key=lambda row: (row.engagement.starts_at, row.engagement.pk))


def seen_of(line: MinutesLine) -> int:
    """The version of a line, with that of the statement that stands there."""
    return line.version + APART * (line.statement.version if line.statement is not None else 0)


def line_seen(minutes: Minutes, user: Any, key: str) -> MinutesLine | None:
    """The line of this key, as it comes from a page, if `user` sees it."""
    if not key.isdecimal() or len(key) > 18:
        return None
    found: MinutesLine | None = (
        MinutesLine.objects.visible_to(user)
        .filter(minutes=minutes, pk=int(key))
        .select_related("statement", "under")
        .first()
    )
    return found


def line_of(minutes: Minutes, key: str | None) -> MinutesLine | None:
    """The line that was signed under this key."""
    found: MinutesLine | None = MinutesLine.objects.filter(minutes=minutes, pk=key).first() if key else None
    return found


def agenda_of(minutes: Minutes, user: Any) -> list[MinutesLine]:
    """The items of the agenda that `user` sees, in order."""
    lines = MinutesLine.objects.visible_to(user).filter(minutes=minutes, kind=LineKind.AGENDA)
    return list(lines.order_by("position", "pk"))


def neighbour(line: MinutesLine, user: Any, *, up: bool) -> MinutesLine | None:
    """The line of the same place before or after this one, as `user` sees them."""
    same = MinutesLine.objects.visible_to(user).filter(minutes=line.minutes_id)
    if line.kind == LineKind.AGENDA:
        same = same.filter(kind=LineKind.AGENDA)
    else:
        same = same.filter(under=line.under_id).exclude(kind=LineKind.AGENDA)
    rows = list(same.order_by("position", "pk"))
    place = next((n for n, one in enumerate(rows) if one.pk == line.pk), None)
    if place is None:
        return None
    other = place - 1 if up else place + 1
    return rows[other] if 0 <= other < len(rows) else None


def removed_part(minutes: Minutes, told: str, user: Any) -> MinutesLine | MinutesPerson | Amendment | None:
    """What `told`, as line-12, says was just removed, if `user` may bring it back."""
    name, _dash, key = told.partition("-")
    model = REMOVABLE.get(name)
    if model is None or not key.isdecimal() or len(key) > 18:
        return None
    rows = model._default_manager.exclude(removed_at=None).filter(minutes=minutes, pk=int(key))
    if model is MinutesLine:
        rows = rows.select_related("statement", "commitment")
    found = rows.first()
    if found is None:
        return None
    found.minutes = minutes
    there = copy(found)
    there.removed_at = None
    for part in ("statement", "commitment"):
        if getattr(there, part, None) is not None:
            setattr(there, part, copy(getattr(there, part)))
            getattr(there, part).removed_at = None
    allowed = user.has_perm(f"outcomes.change_{model._meta.model_name}", there)
    return found if allowed else None


def card_of_minutes(minutes: Minutes) -> Card:
    """How minutes are found: by what both sides signed, once they are closed."""
    words = [text for one in read_frozen(minutes.frozen).lines for text in both(one.text).values()]
    return Card(
        "outcome",
        reverse("minutes", args=[minutes.mission.slug, minutes.pk]),
        {language: TITLES[language] % title for language, title in both(minutes.engagement.title).items()},
        {},
        text="\n".join(words),
        mission_id=minutes.mission_id,
        visibility=minutes.seen_by(),
    )


def speakers_of(people: Sequence[Someone]) -> list[tuple[str, str, str]]:
    """Who can have spoken: key, name and party, those who were absent last."""
    there = sorted(people, key=lambda one: one.presence == Presence.ABSENT)
    return [(one.key, str(one.name), one.party) for one in there]
