"""The programme as one version has it, always with one reader's eyes.

A version keeps what everybody's programme was. A reader sees an engagement or a person of it who saw them
then and may see them now: what was private when it was released stays private in it, and what became private
since is no longer shown in what was released before, as with the history of a record.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Value
from i18nfield.strings import LazyI18nString

from legation.engine.itinerary.changes import Change, State, changes
from legation.kernel.choices import Visibility
from legation.missions.choices import Dress, EngagementKind, EngagementStatus, Function, PartOfDay
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Release
from legation.missions.rules import standing

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody at an engagement, by the name they had in that version."""

    key: str
    name: str
    party: str
    function: str


@dataclass(frozen=True, slots=True)
class Line:
    """One engagement of a version and who is there, as far as the reader sees."""

    key: str
    pk: int
    title: str
    kind: str
    status: str
    dress: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    part: str
    city: str
    venue: str
    room: str
    visibility: str
    people: tuple[Face, ...]
    state: State

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def place(self) -> str:
        return ", ".join(name for name in (self.venue, self.room) if name)

    @property
    def kind_label(self) -> str:
        return str(EngagementKind(self.kind).label)

    @property
    def status_label(self) -> str:
        return str(EngagementStatus(self.status).label)

    @property
    def dress_label(self) -> str:
        return str(Dress(self.dress).label) if self.dress else ""

    @property
    def part_label(self) -> str:
        return str(PartOfDay(self.part).label) if self.part else ""

    @property
    def principals(self) -> tuple[Face, ...]:
        return tuple(face for face in self.people if face.function == Function.PRINCIPAL)

    @property
    def others(self) -> int:
        return len(self.people) - len(self.principals)


@dataclass(frozen=True, slots=True)
class Since:
    """The latest version of a reader's side, and how much changed since for how many, as they see it."""

    release: Release
    changed: int
    people: int


def snapshot_of(engagements: Iterable[Engagement], attendances: Iterable[Attendance]) -> dict[str, Any]:
    """These engagements and who is there, as a version keeps them."""
    there: dict[int, list[Attendance]] = defaultdict(list)
    faces: dict[str, dict[str, Any]] = {}
    for row in attendances:
        there[row.engagement_id].append(row)
        faces[str(row.delegate_id)] = {
            "name": {language: row.delegate.person.name_in(language) for language in LANGUAGES},
            "party": row.delegate.delegation.party,
            "visibility": row.delegate.visibility,
        }
    return {"people": faces, "rows": [_row(one, there[one.pk]) for one in engagements]}


def _row(one: Engagement, there: Iterable[Attendance]) -> dict[str, Any]:
    venue, room = one.venue, one.room
    here = venue is not None and venue.city.time_zone == one.zone
    return {
        "key": str(one.uuid),
        "pk": one.pk,
        "title": _words(one.title),
        "kind": one.kind,
        "status": one.status,
        "dress": one.dress,
        "start": one.starts_at.astimezone(UTC).isoformat(),
        "end": one.ends_at.astimezone(UTC).isoformat(),
        "zone": one.zone,
        "part": one.part,
        "city": _words(venue.city.name) if venue is not None and here else "",
        "venue": [venue.pk, _words(venue.name)] if venue is not None else None,
        "room": [room.pk, _words(room.name)] if room is not None else None,
        "visibility": one.visibility,
        "people": [[row.delegate_id, row.function] for row in there],
    }


def _words(text: Any) -> Any:
    """A two-language text as it is stored: a word for each language, or one for all."""
    return getattr(text, "data", text) or ""


def lines_of(
    snapshot: Mapping[str, Any], sees: Collection[str], now: Collection[tuple[str, int]] | None = None
) -> dict[str, Line]:
    """What a reader who `sees` these visibilities reads of a snapshot, in the order in which it happens.

    `now` are the engagements and delegates that such a reader may know today, of `known_today`; None where
    the snapshot was itself made of what they see.
    """
    faces = {
        int(key): face
        for key, face in snapshot.get("people", {}).items()
        if face["visibility"] in sees and (now is None or ("delegate", int(key)) in now)
    }
    found = [
        _line(row, faces)
        for row in snapshot.get("rows", ())
        if row["visibility"] in sees and (now is None or ("engagement", row["pk"]) in now)
    ]
    found.sort(key=lambda line: (line.local_start.date(), line.starts_at, line.ends_at, line.pk))
    return {line.key: line for line in found}


def _line(row: Mapping[str, Any], faces: Mapping[int, Mapping[str, Any]]) -> Line:
    people = tuple(
        Face(str(key), str(LazyI18nString(faces[key]["name"])), faces[key]["party"], function)
        for key, function in row["people"]
        if key in faces
    )
    starts, ends = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    venue, room = row["venue"] or ("", ""), row["room"] or ("", "")
    off = row["status"] == EngagementStatus.CANCELLED
    tentative = row["status"] == EngagementStatus.TENTATIVE
    return Line(
        key=row["key"],
        pk=row["pk"],
        title=str(LazyI18nString(row["title"])),
        kind=row["kind"],
        status=row["status"],
        dress=row["dress"],
        starts_at=starts,
        ends_at=ends,
        zone=row["zone"],
        part=row["part"],
        city=str(LazyI18nString(row["city"])) or row["zone"].rpartition("/")[2].replace("_", " "),
        venue=str(LazyI18nString(venue[1])),
        room=str(LazyI18nString(room[1])),
        visibility=row["visibility"],
        people=people,
        state=State(
            key=row["key"],
            start=starts,
            end=ends,
            zone=row["zone"],
            part=row["part"],
            place=(str(venue[0]), str(room[0])),
            off=off,
            facts=(
                ("title", json.dumps(row["title"], sort_keys=True)),
                ("kind", row["kind"]),
                # That it was held is no news of the programme; that it is settled is.
                ("status", "tentative" if tentative else "settled"),
                ("dress", row["dress"]),
                ("visibility", row["visibility"]),
            ),
            people=frozenset(face.key for face in people),
        ),
    )


def sees(mission: Mission, user: Any) -> frozenset[str]:
    """The visibilities that `user` sees in this mission: none for a stranger."""
    mine = standing(user, mission.pk)
    return mine.sees if mine is not None else frozenset()


def known_today(mission: Mission, eyes: Collection[str]) -> frozenset[tuple[str, int]]:
    """One query: the engagements and delegates that may be known today, those since removed among them."""
    there = (
        Engagement.objects.filter(mission=mission, visibility__in=eyes)
        .annotate(what=Value("engagement"))
        .values_list("what", "pk")
    )
    who = (
        Delegate.objects.filter(mission=mission, visibility__in=eyes)
        .annotate(what=Value("delegate"))
        .values_list("what", "pk")
    )
    return frozenset(there.union(who, all=True))


def latest_release(mission: Mission, user: Any, *, audience: Collection[str] | None = None) -> Release | None:
    """The latest version for a whole side that `user` sees; with `audience`, of those for one of these."""
    rows = Release.objects.visible_to(user).filter(mission=mission, chosen=False).order_by("-pk")
    if audience is not None:
        rows = rows.filter(visibility__in=audience)
    found: Release | None = rows.first()
    return found


def concerned(found: Iterable[Change]) -> Counter[str]:
    """How many of these changes concern whom: all who are there, or, where others come and go, only those."""
    counted: Counter[str] = Counter()
    for change in found:
        if change.kinds == ("people",):
            counted.update((*change.joined, *change.gone))
        else:
            states = (change.before, change.after)
            counted.update(frozenset().union(*(state.people for state in states if state is not None)))
    return counted


def since_release(
    mission: Mission, user: Any, engagements: Iterable[Engagement], attendances: Iterable[Attendance]
) -> Since | None:
    """Two queries: the latest version of the side of `user`, against what they see now of the programme."""
    release = latest_release(mission, user)
    if release is None:
        return None
    eyes = sees(mission, user)
    before = lines_of(release.snapshot, eyes, known_today(mission, eyes))
    after = lines_of(snapshot_of(engagements, attendances), eyes)
    found = changes((line.state for line in before.values()), (line.state for line in after.values()))
    return Since(release, len(found), len(concerned(found)))


def with_theirs(draft: Mapping[str, Any], mission: Mission, side: str) -> dict[str, Any]:
    """Two queries: the draft of one side, with what the other `side` keeps to itself as it released it last.

    Nobody releases what the other side keeps to itself; and a version without it would tell that side's own
    people that it was taken off the programme. What that side made private since its last version it keeps
    to itself here as well. Only the action that releases may call this.
    """
    last = (
        Release.objects.filter(mission=mission, chosen=False, visibility__in=(Visibility.SHARED, side))
        .order_by("-pk")
        .first()
    )
    if last is None:
        return dict(draft)
    hidden, old = known_today(mission, {side}), last.snapshot
    known = {row["key"] for row in draft["rows"]}
    rows = [
        {**row, "visibility": side}
        for row in old["rows"]
        if row["key"] not in known and (row["visibility"] == side or ("engagement", row["pk"]) in hidden)
    ]
    faces = {
        key: {**face, "visibility": side}
        for key, face in old["people"].items()
        if key not in draft["people"] and (face["visibility"] == side or ("delegate", int(key)) in hidden)
    }
    named = {str(key) for row in rows for key, _function in row["people"]}
    others = {key: face for key, face in old["people"].items() if key in named}
    there = {row["key"]: [pair for pair in row["people"] if str(pair[0]) in faces] for row in old["rows"]}
    mixed = [{**row, "people": [*row["people"], *there.get(row["key"], ())]} for row in draft["rows"]]
    return {"people": {**others, **faces, **draft["people"]}, "rows": [*mixed, *rows]}
