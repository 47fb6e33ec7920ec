"""Makes and changes the records of a file here, kind by kind, each with its history and found by search."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from legation.accounts.models import User
from legation.directory.choices import Scope
from legation.directory.queries.cards import card_of as directory_card
from legation.exchange.actions.boarding import board, hold
from legation.exchange.choices import Fate
from legation.exchange.models import Link, Parcel, Taken
from legation.exchange.queries.collecting import Keys
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.packing import Packed
from legation.exchange.queries.places import PLACE, Bed, applied, beds
from legation.exchange.queries.planning import Plan, Row, incoming, marks_of
from legation.guests.actions.indexing import index as index_guests
from legation.kernel import editing, files, searching
from legation.kernel.choices import Side
from legation.missions.choices import Role
from legation.missions.models import Membership, Mission
from legation.missions.queries.cards import card_of as mission_card
from legation.missions.rules import forget_standings
from legation.outcomes.queries.cards import card_of as outcome_card
from legation.protocol.queries.gifts import card_of as gift_card

CARDS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("city", "organisation", "person", "post"), directory_card),
    **dict.fromkeys(("venue", "mission", "delegate", "engagement"), mission_card),
    **dict.fromkeys(("statement", "commitment", "agreement"), outcome_card),
    "gift": gift_card,
}


def found_again(kind: str, records: Sequence[Any]) -> None:
    """Keep what is searched in step: the search of all pages, and that of doors."""
    for record in records if kind in CARDS else ():
        searching.index(record, CARDS[kind](record))
    if kind == "guest":
        index_guests(records)


class Desk:
    """One file being taken in; all of it happens in the caller's transaction."""

    def __init__(self, parcel: Parcel, plan: Plan, packed: Packed, keys: Keys, by: User) -> None:
        self.parcel, self.plan, self.packed, self.keys, self.by = parcel, plan, packed, keys, by
        self.chosen = set(parcel.chosen)
        self.taken: list[Taken] = []
        self.kind = "mission"  # at which it is
        self.beds: dict[int, Bed | None] = {}

    def take(self) -> tuple[Mission, dict[str, int]]:
        """The mission that the file is now, and how many records were made, changed and taken out."""
        hold(self.plan, self.chosen)
        for kind, rows in self.plan.rows.items():
            self.kind = kind
            new = [row for row in rows if row.fate == Fate.NEW]
            if kind == "stay":  # after the kinds of rooms
                self.beds = beds(self.plan, self.chosen)[0]
            # Who comes with another comes after them.
            for batch in _parted(new, kind):
                self._make(kind, batch)
            for row in rows:
                if row.fate in {Fate.CHANGED, Fate.DIFFERS}:
                    self._change(row)
        gone = self._take_out()
        board(self.plan, self.parcel, self.taken, by=self.by)
        self._link()
        Taken.objects.bulk_create(self.taken)
        mission = self.plan.rows["mission"][0].here
        made = sum(each.before is None for each in self.taken)
        return mission, {"made": made, "changed": len(self.taken) - made - gone, "gone": gone}

    def _make(self, kind: str, rows: Sequence[Row]) -> None:
        spec = KINDS[kind]
        if not rows:
            return
        records = [spec.model(**self._values(kind, row)) for row in rows]
        editing.add_all(records, by=self.by)  # type: ignore[type-var]
        for row, record in zip(rows, records, strict=True):
            row.here = record
            for name in spec.many:
                getattr(record, name).set(self._linked(row, name))
            self._note(record, None, 1)
        if kind == "mission":
            self._open(rows[0].here)
        if kind in CARDS:
            searching.index_all([(record, CARDS[kind](record)) for record in records])
        else:
            found_again(kind, records)

    def _values(self, kind: str, row: Row) -> dict[str, Any]:
        spec = KINDS[kind]
        values = {**row.read.values, **spec.fixed, **{name: self._one(row, name) for name in spec.links}}
        values |= {name: self._seated(row, name) for name in spec.placed}
        if kind == "stay":
            values |= self._room(row)
        if kind == "mission":
            values["slug"] = _free(self.packed.slug)
        if kind == "person":
            values["office"] = self.by.office
        return values | self._file(kind, row)

    def _file(self, kind: str, row: Row) -> dict[str, Any]:
        """What the row's file is here: known by its content, and pictures encoded anew."""
        content = self.packed.files.get(row.read.file) if row.read.file else None
        if content is None:
            return {}
        if kind == "person":
            if row.read.values["scope"] != Scope.SHARED:
                return {}
            return {"portrait": files.keep("portraits", files.portrait_bytes(content), "jpg")}
        paper = files.paper_of(content)
        stored = files.keep("outcomes", paper.data, paper.ending)
        return {"stored": stored, "media": paper.media, "size": len(paper.data)}

    def _one(self, row: Row, name: str) -> Any:
        other = self.plan.at.get(row.read.links[name] or "")
        return other.here if other is not None else None

    def _linked(self, row: Row, name: str) -> list[Any]:
        others = [self.plan.at.get(uid) for uid in row.read.many[name]]
        return [other.here for other in others if other is not None and other.here is not None]

    def _seated(self, row: Row, name: str) -> list[list[str]]:
        """Who sits where, by keys here. Whom only one side sees here, and who is locked here, stays there."""
        kind, here = KINDS[row.kind].placed[name], row.here
        locked = {who for who, _chair in here.locks} if here is not None else set()
        stay = [
            [who, chair]
            for who, chair in (getattr(here, name) if here is not None else ())
            if who in locked or not self.plan.here.holds(kind, int(who))
        ]
        held, placed = {chair for _who, chair in stay}, {who for who, _chair in stay}
        for uid, chair in row.read.placed[name]:
            other = self.plan.at.get(uid)
            if other is None or other.here is None or other.fate == Fate.LEFT:
                continue
            if str(other.here.pk) not in placed and chair not in held:
                stay.append([str(other.here.pk), chair])
        return sorted(stay)

    def _room(self, row: Row) -> dict[str, Any]:
        """Where a stay sleeps, if the file says or moves that."""
        if id(row) not in self.beds:
            return {}
        bed = self.beds[id(row)]
        room = (bed.room_type, bed.unit, bed.number) if bed is not None else (None, None, "")
        return dict(zip(PLACE, room, strict=True))

    def _not_told(self, here: Any, name: str, kind: str) -> list[Any]:
        """Those in a list here that only one side sees, of which the file cannot know."""
        return [each for each in getattr(here, name).all() if not self.plan.here.holds(kind, each.pk)]

    def _change(self, row: Row) -> None:
        spec, here = KINDS[row.kind], row.here
        names = applied(row, self.chosen) - set(spec.riding)
        values: dict[str, Any] = {}
        many = {
            name: sorted(each.pk for each in getattr(here, name).all()) for name in spec.many if name in names
        }
        for name in sorted(names):
            if name in spec.links:
                values[name] = self._one(row, name)
            elif name in spec.many:
                values[name] = [*self._linked(row, name), *self._not_told(here, name, spec.many[name])]
            elif name in spec.placed:
                values[name] = self._seated(row, name)
            else:
                values[name] = row.read.values[name]
        if not values:
            return
        if row.kind == "arrangement":
            values |= _without_chairs(here, values)
        if row.kind == "stay":
            values |= self._room(row)
        before = here.version
        row.here = editing.change(here, values, seen=before, by=self.by)
        if row.here.version != before:
            self._note(row.here, before, row.here.version, many)
            found_again(row.kind, [row.here])

    def _take_out(self) -> int:
        count = 0
        for kind, record in self.plan.gone:
            if f"gone:{kind}:{record.pk}" in self.chosen:
                removed = editing.remove(record, by=self.by)
                searching.drop(removed)
                self._note(removed, record.version, removed.version)
                count += 1
        return count

    def _open(self, mission: Mission) -> None:
        """Whoever takes a new mission in prepares it on their side."""
        role = Role.ORGANISER if self.parcel.side == Side.GUEST else Role.PROTOCOL
        Membership.objects.create(mission=mission, user=self.by, side=self.parcel.side, role=role)
        forget_standings(self.by)

    def _note(
        self, record: Any, before: int | None, after: int, many: dict[str, list[int]] | None = None
    ) -> None:
        self.taken.append(
            Taken(
                parcel=self.parcel,
                content_type=ContentType.objects.get_for_model(record),
                object_id=record.pk,
                before=before,
                after=after,
                many=many or {},
            )
        )

    def _link(self) -> None:
        """Remember what whoever signed it calls each record, and how it came, so that it is known again.

        What they say that others call it finds what those others brought; it is not kept, for they could say
        of any record that it is another's.
        """
        wanted: dict[str, Link] = {}
        for row in self.plan.all():
            if row.here is None or row.fate == Fate.LEFT:
                continue
            kind = ContentType.objects.get_for_model(row.here)
            known = marks_of(row, self.plan.links)
            wanted[row.key] = Link(
                uid=row.key, content_type=kind, object_id=row.here.pk, marks=self._marks(row, known)
            )
        Link.objects.bulk_create(
            wanted.values(),
            batch_size=200,
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=["content_type", "object_id", "marks"],
        )

    def _marks(self, row: Row, known: Mapping[str, str]) -> dict[str, str]:
        """By which it is seen what they change next. Of the directory, what was here before stays ours."""
        if KINDS[row.kind].shared and row.fate != Fate.NEW and not known:
            return {}
        came = incoming(row, self.plan)
        told = came if row.fate == Fate.NEW else row.read.named
        return {**known, **{name: self.keys.mark(came[name]) for name in told}}


def _without_chairs(here: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Another layout drops the seats and locks of the one before, as on the page."""
    if values.get("layout", here.layout) == here.layout:
        return {}
    return {"locks": [], **({} if "seats" in values else {"seats": []})}


def _parted(rows: Sequence[Row], kind: str) -> list[list[Row]]:
    after = KINDS[kind].after
    if not after:
        return [list(rows)]
    named = {uid: row for row in rows for uid in row.read.ids}
    coming: dict[int, list[Row]] = defaultdict(list)
    batch: list[Row] = []
    for row in rows:
        first = named.get(row.read.links[after] or "")
        (batch if first is None else coming[id(first)]).append(row)
    parts: list[list[Row]] = []
    while batch:
        parts.append(batch)
        batch = [each for row in batch for each in coming.pop(id(row), ())]
    return [*parts, [row for rest in coming.values() for row in rest]]


def _free(slug: str) -> str:
    """The short name of the mission, or with a number behind it where another has it."""
    wanted = slugify(slug)[:70] or "mission"
    taken = set(Mission.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
