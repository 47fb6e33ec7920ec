"""A round as everybody who sees it sees it: who takes part, what was asked for, where it stands now.

Nothing here comes from a wish. What pages say of a timetable is worked out from this alone, so that no
sentence can tell what one side keeps to itself.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from legation.matchmaking.choices import Answer, MeetingState, ResourceKind
from legation.matchmaking.models import Meeting, Participant, Resource, Round, Seat, Site
from legation.matchmaking.models.round import SlotTime

PEOPLE = ("delegate__person", "delegate__post__organisation", "person", "organisation")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as a timetable needs them."""

    key: int
    name: str
    native: str
    post: str
    body: str
    body_key: str
    side: str
    unavailable: frozenset[int]
    in_a_row: int | None
    languages: frozenset[str]
    reserve: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A meeting as a timetable needs it. `asked` are those who asked, `answers` what the others said."""

    key: int
    people: tuple[int, ...]
    asked: frozenset[int]
    answers: Mapping[int, str]
    must: bool
    state: str
    slot: int | None
    table: int | None
    locked: bool
    session: str
    fixed: int | None
    after: int | None
    needs: tuple[int, ...]
    site: int | None
    version: int

    @property
    def declined(self) -> bool:
        """Somebody who was asked declined."""
        return Answer.DECLINED in self.answers.values()

    @property
    def accepted(self) -> bool:
        """Everybody who was asked accepted."""
        return all(answer == Answer.ACCEPTED for answer in self.answers.values())

    @property
    def standing(self) -> bool:
        """It has a place in the timetable."""
        return self.slot is not None


@dataclass(frozen=True)
class Sheet:
    """The round with its people, meetings, resources and sites, each by key."""

    round: Round
    people: Mapping[int, Person]
    items: Mapping[int, Item]
    resources: Mapping[int, Resource]
    sites: Mapping[int, Site]

    @cached_property
    def slots(self) -> tuple[SlotTime, ...]:
        return self.round.slots

    @cached_property
    def clocks(self) -> dict[int, str]:
        """What a slot is called: its time, with the day where there are several."""
        several = len({slot.day for slot in self.slots}) > 1
        form = "%d.%m. %H:%M" if several else "%H:%M"
        return {slot.number: slot.starts_at.strftime(form) for slot in self.slots}

    @cached_property
    def days(self) -> tuple[tuple[int, ...], ...]:
        """The slots of each day."""
        by_day: dict[Any, list[int]] = {}
        for slot in self.slots:
            by_day.setdefault(slot.day, []).append(slot.number)
        return tuple(tuple(numbers) for numbers in by_day.values())

    @cached_property
    def placed(self) -> tuple[Item, ...]:
        """Meetings that have a place, in order of time and table."""
        standing = [item for item in self.items.values() if item.slot is not None]
        return tuple(sorted(standing, key=lambda each: (each.slot or 0, each.table or 0, each.key)))

    @cached_property
    def by_slot(self) -> dict[int, tuple[Item, ...]]:
        """The meetings of each slot, in order of table."""
        found: dict[int, list[Item]] = {}
        for item in self.placed:
            found.setdefault(item.slot or 0, []).append(item)
        return {slot: tuple(items) for slot, items in found.items()}

    @cached_property
    def used(self) -> dict[int, Counter[int]]:
        """How many of each resource the meetings of each slot need."""
        return {
            slot: Counter(need for item in items for need in self.needed(item))
            for slot, items in self.by_slot.items()
        }

    @cached_property
    def calendars(self) -> dict[int, dict[int, list[Item]]]:
        """Of each person the meetings in each slot: more than one is a fault."""
        found: dict[int, dict[int, list[Item]]] = {key: {} for key in self.people}
        for item in self.placed:
            for key in item.people:
                found[key].setdefault(item.slot or 0, []).append(item)
        return found

    def names(self, item: Item) -> str:
        """Who meets, as a line."""
        return " – ".join(self.people[key].name for key in item.people)

    def needed(self, item: Item) -> tuple[int, ...]:
        """Resources that it needs: those named, and an interpreter where its people share no language."""
        interpreter = self.interpreter(item)
        return tuple(dict.fromkeys([*item.needs, *([interpreter] if interpreter else [])]))

    def interpreter(self, item: Item) -> int | None:
        """Interpreters who serve everybody, where there are languages known and none that all share."""
        spoken = [self.people[key].languages for key in item.people]
        if not all(spoken) or frozenset.intersection(*spoken):
            return None
        for key, resource in sorted(self.resources.items()):
            pair = set(resource.languages)
            if resource.kind == ResourceKind.INTERPRETER and all(pair & each for each in spoken):
                return key
        return None

    def travel(self, first: int | None, second: int | None) -> int:
        """Slots that stay free between meetings at two sites; None is the hall."""
        if first == second:
            return 0
        ends = [self.sites[key].slots for key in (first, second) if key is not None and key in self.sites]
        return max(ends, default=0)


def sheet_of(round_: Round) -> Sheet:
    """The sheet of a round: four to six queries. Whoever is hidden from one side has no place in it."""
    people = {each.pk: _person(each) for each in people_of(round_)}
    resources = {each.pk: each for each in Resource.objects.present().filter(round=round_).order_by("pk")}
    items = {}
    for meeting in meetings_of(round_, needs=bool(resources)):
        seats = tuple(meeting.seats.all())
        if seats and all(seat.participant_id in people for seat in seats):
            items[meeting.pk] = _item(meeting, seats, needs=bool(resources))
    away = any(item.site for item in items.values())
    sites = Site.objects.present().filter(round=round_).order_by("pk") if away else ()
    return Sheet(round_, people, items, resources, {each.pk: each for each in sites})


def people_of(round_: Round) -> QuerySet[Any]:
    """Participants whom everybody who sees the round sees, in the order of lists."""
    rows = Participant.objects.common().filter(round=round_).select_related("round", *PEOPLE)
    return rows.order_by("side", "pk")


def meetings_of(round_: Round, *, needs: bool = False) -> QuerySet[Any]:
    """Meetings of the round with their seats, and where asked what they need: a query each."""
    seats = Seat.objects.order_by("-asked", "participant__side", "pk")
    rows = Meeting.objects.present().filter(round=round_).exclude(state=MeetingState.CANCELLED)
    also = ("needs",) if needs else ()
    return rows.order_by("pk").prefetch_related(Prefetch("seats", queryset=seats), *also)


def _person(row: Participant) -> Person:
    from django.utils.translation import get_language

    someone = row.someone
    native = someone.second_script(get_language() or "en") if someone is not None else row.native_name
    return Person(
        key=row.pk,
        name=str(row),
        native=native,
        post=row.post_name,
        body=row.body_name,
        body_key=row.body_key,
        side=row.side,
        unavailable=frozenset(row.unavailable),
        in_a_row=row.in_a_row,
        languages=frozenset(row.languages),
        reserve=row.reserve,
        absent=row.no_show_at is not None,
    )


def _item(meeting: Any, seats: tuple[Seat, ...], *, needs: bool) -> Item:
    named = meeting.needs.all() if needs else ()
    return Item(
        key=meeting.pk,
        people=tuple(seat.participant_id for seat in seats),
        asked=frozenset(seat.participant_id for seat in seats if seat.asked),
        answers={seat.participant_id: seat.answer for seat in seats if not seat.asked},
        must=meeting.must,
        state=meeting.state,
        slot=meeting.slot,
        table=meeting.table,
        locked=meeting.locked,
        session=meeting.session,
        fixed=meeting.fixed_slot,
        after=meeting.after_id,
        needs=tuple(sorted(need.pk for need in named if need.removed_at is None)),
        site=meeting.site_id,
        version=meeting.version,
    )
