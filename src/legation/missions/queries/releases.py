"""What was released when and to whom, and what changed between any two versions, as one reader sees it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.engine.itinerary.changes import Change, State, changes, changes_for
from legation.kernel.choices import Visibility
from legation.missions.models import Attendance, Delegate, Membership, Mission, Recipient, Release
from legation.missions.queries.masthead import Masthead
from legation.missions.queries.programme import engagements_of
from legation.missions.queries.versions import (
    Line,
    concerned,
    known_today,
    latest_release,
    lines_of,
    sees,
    snapshot_of,
)
from legation.missions.rules import standing

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact of an engagement before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words: see the engine's Change for `kinds`."""

    kinds: tuple[str, ...]
    before: Line | None
    after: Line | None
    details: tuple[Detail, ...]
    joined: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def line(self) -> Line:
        """The engagement as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise LookupError("a change has at least one side")
        return found


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One version with the day of its release by the hosts' calendar, and the one that came before it."""

    release: Release
    day: date
    before: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next version would change for its audience: "shared", a side, or "chosen" delegates.

    `last` is the latest version that everybody of the audience was given; `people` are those concerned, by
    key and name, with how many of the changes are theirs; `trace` is short for all that was shown.
    """

    audience: str
    visibility: str
    last: Release | None
    draft: Mapping[str, Any]
    told: tuple[Told, ...]
    people: tuple[tuple[str, str, int], ...]
    trace: str


@dataclass(frozen=True, slots=True)
class LinesDay:
    """One day of a version."""

    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; `after` is None for the programme as it is now, `before` for nothing yet."""

    before: Release | None
    after: Release | None
    person: Delegate | None
    people: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    versions: tuple[Release, ...]
    unknown: bool


def releases_of(mission: Mission, head: Masthead, user: Any) -> list[ReleaseRow]:
    """One query: the versions that `user` was given, newest first, each with the one that came before it."""
    rows = list(_listed(mission, user))
    found = []
    for place, row in enumerate(rows):
        older = (other.pk for other in rows[place + 1 :] if not other.chosen)
        found.append(ReleaseRow(row, day_of(row.released_at, head), next(older, None)))
    return found


def day_of(moment: datetime, head: Masthead) -> date:
    """The date of a moment where the hosts are."""
    return moment.astimezone(ZoneInfo(head.zones[0] if head.zones else "UTC")).date()


def before(release: Release, user: Any, person: Delegate | None = None) -> Release | None:
    """The version that `user` was given before this one; with `person`, also those for them among others."""
    given = Q(chosen=False) if person is None else Q(chosen=False) | Q(delegates=person.pk)
    found: Release | None = (
        Release.objects.visible_to(user)
        .filter(given, mission=release.mission_id, pk__lt=release.pk)
        .order_by("-pk")
        .first()
    )
    return found


def principals_of(mission: Mission, user: Any) -> list[Delegate]:
    """Those for whom `user` stands on this mission, themselves among them, as far as they are seen."""
    mine = Membership.objects.filter(mission=mission, user=user.pk)
    return list(
        Delegate.objects.visible_to(user)
        .filter(mission=mission, memberships__in=mine)
        .select_related("person")
        .order_by("pk")
    )


def recipients_of(release: Release, user: Any) -> list[Recipient]:
    """Who of their own side was given a version: for those who prepare the mission, and nobody else."""
    mine = standing(user, release.mission_id)
    if mine is None or not mine.prepares or release.visibility not in mine.sees:
        return []
    return list(release.recipients.filter(side=mine.side).order_by("delivery", "name", "pk"))


def programme_in(release: Release, user: Any) -> list[LinesDay]:
    """One query: what `user` reads of a version, by the days of its own places."""
    rows = _read(release, release.mission, user).values()
    by_day = groupby(rows, key=lambda line: line.local_start.date())
    return [LinesDay(day, tuple(lines)) for day, lines in by_day]


def draft_of(mission: Mission, user: Any) -> dict[str, Any]:
    """Two queries: the programme as it is now and as `user` sees it."""
    there = (
        Attendance.objects.visible_to(user)
        .filter(engagement__mission=mission)
        .select_related("delegate__person", "delegate__delegation")
        .order_by("delegate__delegation__party", "delegate__delegation", "delegate", "pk")
    )
    return snapshot_of(engagements_of(mission, user), there)


def waiting_for(mission: Mission, user: Any, audience: str) -> Waiting:
    """What the next version for this audience would change, as far as `user` sees: at most five queries."""
    mine = standing(user, mission.pk)
    side = mine.side if mine is not None else Visibility.SHARED.value
    visibility = Visibility.SHARED.value if audience == Visibility.SHARED else side
    last = latest_release(mission, user, audience={Visibility.SHARED.value, visibility})
    newest = Release.objects.visible_to(user).filter(mission=mission).aggregate(last=Max("pk"))["last"]
    draft, eyes = draft_of(mission, user), sees(mission, user)
    old, new = _read(last, mission, user) if last is not None else {}, lines_of(draft, eyes)
    found = changes(_states(old), _states(new))
    names = {face.key: face.name for line in (*old.values(), *new.values()) for face in line.people}
    people = sorted((names[key], key, times) for key, times in concerned(found).items())
    words = json.dumps([newest or 0, audience, draft], sort_keys=True, ensure_ascii=False)
    return Waiting(
        audience=audience,
        visibility=visibility,
        last=last,
        draft=draft,
        told=tuple(_told(change, old, new) for change in found),
        people=tuple((key, name, times) for name, key, times in people),
        trace=hashlib.sha256(words.encode()).hexdigest(),
    )


def changed_for_both(waiting: Waiting, mission: Mission) -> bool:
    """One query: whether anything changed that both sides may know."""
    eyes = frozenset({Visibility.SHARED.value})
    last = waiting.last
    old = lines_of(last.snapshot, eyes, known_today(mission, eyes)) if last is not None else {}
    return bool(changes(_states(old), _states(lines_of(waiting.draft, eyes))))


def changed_for_some(waiting: Waiting, mission: Mission, user: Any, chosen: Iterable[Delegate]) -> bool:
    """Whether anything changed for one of these since they were given a version: two queries for each."""
    eyes = sees(mission, user)
    new = lines_of(waiting.draft, eyes)
    for delegate in chosen:
        last = (
            Release.objects.visible_to(user)
            .filter(Q(chosen=False) | Q(delegates=delegate), mission=mission)
            .order_by("-pk")
            .first()
        )
        old = _read(last, mission, user) if last is not None else {}
        if changes_for(frozenset({str(delegate.pk)}), _states(old), _states(new)):
            return True
    return False


def compared(mission: Mission, user: Any, *, since: str, until: str, person: str) -> Comparison:
    """Two versions compared as typed: keys of versions, "draft" or nothing; and of whom, if of one person."""
    versions = tuple(_listed(mission, user))
    known = {str(row.pk): row for row in versions}
    draft = until in {"", DRAFT}
    old, new = known.get(since), None if draft else known.get(until)
    unknown = (since not in known and since != "") or (not draft and new is None)
    kept = {row.pk: row for row in _with_snapshots(row for row in (old, new) if row is not None)}
    eyes = sees(mission, user)
    now = known_today(mission, eyes) if kept else frozenset()
    first = lines_of(kept[old.pk].snapshot, eyes, now) if old is not None else {}
    if new is not None:
        second = lines_of(kept[new.pk].snapshot, eyes, now)
    else:
        second = lines_of(draft_of(mission, user), eyes)
    faces = {face.key: face.name for line in (*first.values(), *second.values()) for face in line.people}
    asked = _delegate(mission, user, person) if person else None
    unknown = unknown or (bool(person) and asked is None)
    whose = frozenset({person}) if person else None
    return Comparison(
        before=old,
        after=new,
        person=asked,
        people=tuple(sorted(faces.items(), key=lambda face: (face[1], face[0]))),
        told=() if unknown else tuple(told(first, second, whose)),
        versions=versions,
        unknown=unknown,
    )


def changes_told_to(release: Release, base: Release | None, user: Any, person: Delegate | None) -> list[Told]:
    """What a version changed for `user`, or for one person as `user` sees it."""
    eyes = sees(release.mission, user)
    now = known_today(release.mission, eyes)
    old = lines_of(base.snapshot, eyes, now) if base is not None else {}
    whose = frozenset({str(person.pk)}) if person is not None else None
    return told(old, lines_of(release.snapshot, eyes, now), whose)


def told(
    old: Mapping[str, Line], new: Mapping[str, Line], people: frozenset[str] | None = None
) -> list[Told]:
    """The changes between what one reader sees of two versions; with `people`, only theirs."""
    one, two = _states(old), _states(new)
    found = changes(one, two) if people is None else changes_for(people, one, two)
    return [_told(change, old, new) for change in found]


def _states(lines: Mapping[str, Line]) -> list[State]:
    return [line.state for line in lines.values()]


def _told(change: Change, old: Mapping[str, Line], new: Mapping[str, Line]) -> Told:
    was = old[change.key] if change.before is not None else None
    now = new[change.key] if change.after is not None else None
    details = tuple(_detail(name, was, now) for name in change.facts) if was and now else ()
    return Told(
        kinds=change.kinds,
        before=was,
        after=now,
        details=details,
        joined=_names(change.joined, now),
        gone=_names(change.gone, was),
    )


def _detail(name: str, was: Line, now: Line) -> Detail:
    labels = {
        "title": _("title"),
        "kind": _("kind"),
        "status": _("status"),
        "dress": _("dress"),
        "visibility": _("who sees it"),
    }
    return Detail(labels[name], _fact(name, was), _fact(name, now))


def _fact(name: str, line: Line) -> str:
    if name == "title":
        return line.title
    if name == "kind":
        return line.kind_label
    if name == "status":
        return line.status_label
    if name == "visibility":
        return str(Visibility(line.visibility).label)
    return line.dress_label or pgettext("dress", "none named")


def _names(keys: Iterable[str], line: Line | None) -> tuple[str, ...]:
    faces = {face.key: face.name for face in line.people} if line is not None else {}
    return tuple(sorted(faces[key] for key in keys))


def _read(release: Release, mission: Mission, user: Any) -> dict[str, Line]:
    eyes = sees(mission, user)
    return lines_of(release.snapshot, eyes, known_today(mission, eyes))


def _listed(mission: Mission, user: Any) -> Iterable[Release]:
    found: Iterable[Release] = (
        Release.objects.visible_to(user)
        .filter(mission=mission)
        .defer("snapshot")
        .select_related("released_by")
        .order_by("-pk")
    )
    return found


def _with_snapshots(rows: Iterable[Release]) -> Collection[Release]:
    keys = [row.pk for row in rows]
    return list(Release.objects.filter(pk__in=keys)) if keys else []


def _delegate(mission: Mission, user: Any, typed: str) -> Delegate | None:
    if not typed.isdecimal() or len(typed) > 18:
        return None
    found: Delegate | None = (
        Delegate.objects.visible_to(user).filter(mission=mission, pk=typed).select_related("person").first()
    )
    return found
