"""A timetable beside the one before it: what changes, whom it concerns, and how they wait."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legation.kernel.choices import Side
from legation.matchmaking.queries.sheet import Item, Person, Sheet
from legation.matchmaking.queries.timetable import waits_in

Place = tuple[int | None, int | None]
KINDS = ("dropped", "moved", "added", "reseated")  # what matters most first


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting and where it was and would be: (slot, table), None where it has no place."""

    item: Item
    before: Place
    after: Place

    @property
    def kind(self) -> str:
        if self.before[0] is None:
            return "added"
        if self.after[0] is None:
            return "dropped"
        return "moved" if self.before[0] != self.after[0] else "reseated"

    @property
    def words(self) -> str:
        """What becomes of it."""
        return {
            "dropped": _("loses its place"),
            "moved": _("at another time"),
            "added": _("gets a place"),
            "reseated": _("at another table"),
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is to count in a timetable."""

    held: int
    left: int
    waits: int


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whose meetings change: how many of them, how often they waited and would wait."""

    person: Person
    meetings: int
    before: int
    after: int

    @property
    def side_name(self) -> str:
        return str(Side(self.person.side).label)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two timetables of one round. `changes` are those of time or place, `reseated` those of the table alone;
    `concerned` are those whose times change."""

    before: Figures
    after: Figures
    changes: tuple[Change, ...]
    reseated: tuple[Change, ...]
    concerned: tuple[Concerned, ...]
    kept: int

    @property
    def first(self) -> bool:
        """Nothing had a place before."""
        return not self.before.held

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many meetings change in each way."""
        number = Counter(change.words for change in (*self.changes, *self.reseated))
        return list(number.items())


def changes_of(sheet: Sheet, before: Mapping[int, Place], after: Mapping[int, Place]) -> list[Change]:
    """What differs between two timetables: what loses its place first, then in order of time."""
    none: Place = (None, None)
    changes = [
        Change(item, before.get(item.key, none), after.get(item.key, none))
        for item in sheet.items.values()
        if before.get(item.key, none) != after.get(item.key, none)
    ]
    return sorted(
        changes,
        key=lambda each: (KINDS.index(each.kind), each.after[0] or each.before[0] or 0, each.item.key),
    )


def compared(sheet: Sheet, before: Mapping[int, Place], after: Mapping[int, Place]) -> Comparison:
    """Two timetables beside each other."""
    changes = changes_of(sheet, before, after)
    timed = tuple(change for change in changes if change.kind != "reseated")
    busy = [_busy(sheet, places) for places in (before, after)]
    waits = [{key: waits_in(sheet, slots) for key, slots in each.items()} for each in busy]
    number = Counter(key for change in timed for key in change.item.people)
    held = [sum(1 for key in sheet.items if places.get(key, (None,))[0]) for places in (before, after)]
    figures = [
        Figures(have, len(sheet.items) - have, sum(each.values()))
        for have, each in zip(held, waits, strict=True)
    ]
    return Comparison(
        before=figures[0],
        after=figures[1],
        changes=timed,
        reseated=tuple(change for change in changes if change.kind == "reseated"),
        concerned=tuple(
            Concerned(person, number[key], waits[0].get(key, 0), waits[1].get(key, 0))
            for key, person in sheet.people.items()
            if number[key]
        ),
        kept=sum(1 for key in _standing(sheet, before) if before[key] == after.get(key)),
    )


def _standing(sheet: Sheet, places: Mapping[int, Place]) -> Iterator[int]:
    return (key for key in sheet.items if places.get(key, (None,))[0] is not None)


def _busy(sheet: Sheet, places: Mapping[int, Place]) -> dict[int, set[int]]:
    """The slots in which each person has a meeting."""
    busy: dict[int, set[int]] = {}
    for key in _standing(sheet, places):
        slot = places[key][0]
        for person in sheet.items[key].people:
            busy.setdefault(person, set()).add(slot or 0)
    return busy
