"""The timetable as a grid: by person, by table, by time; and where one meeting could go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from legation.matchmaking.models import Meeting, Round
from legation.matchmaking.models.round import SlotTime
from legation.matchmaking.queries.checking import faults_at, faults_of, free_table, why_out
from legation.matchmaking.queries.problem import call_ups
from legation.matchmaking.queries.sheet import Item, Person, Sheet, sheet_of
from legation.matchmaking.queries.words import fault_words, why_words

VIEWS = ("person", "table", "time")


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in a cell of the grid."""

    item: Item
    words: str
    broken: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot of a row: what stands there; `away` where the person is not available."""

    slot: int
    entries: tuple[Entry, ...]
    away: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: a person or a table."""

    person: Person | None
    table: int | None
    cells: tuple[Cell, ...]
    meetings: int
    waits: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid with what is left outside it."""

    sheet: Sheet
    by: str
    rows: tuple[Row, ...]
    times: tuple[tuple[SlotTime, tuple[Entry, ...]], ...]
    left: tuple[tuple[Item, str, str], ...]
    broken: int


@dataclass(frozen=True, slots=True)
class Option:
    """A slot into which a meeting could go: what it would break, and the table that is free."""

    slot: int
    clock: str
    words: tuple[str, ...]
    table: int | None
    current: bool

    @property
    def free(self) -> bool:
        return not self.words


@dataclass(frozen=True, slots=True)
class OneToOne:
    """The page of one meeting."""

    sheet: Sheet
    item: Item
    people: tuple[tuple[Person, bool, str], ...]
    options: tuple[Option, ...]
    faults: tuple[str, ...]
    why: str
    after: str
    needs: tuple[str, ...]
    site: str
    absent: bool
    call_ups: tuple[tuple[Item, str], ...]


def one_to_one(meeting: Meeting) -> OneToOne | None:
    """One meeting with every slot to which it could move; None where it has no place in the round."""
    sheet = sheet_of(meeting.round)
    item = sheet.items.get(meeting.pk)
    if item is None:
        return None
    before = sheet.items.get(item.after or 0)
    absent = any(sheet.people[key].absent for key in item.people)
    instead = call_ups(sheet, item) if absent else []
    here = faults_at(sheet, item, item.slot) if item.slot in sheet.clocks else ()
    return OneToOne(
        sheet=sheet,
        item=item,
        people=tuple(
            (sheet.people[key], key in item.asked, item.answers.get(key, "")) for key in item.people
        ),
        options=tuple(options_of(sheet, item)),
        faults=tuple(fault_words(fault, sheet) for fault in here),
        why="" if item.standing else why_words(why_out(sheet, item), sheet),
        after=sheet.names(before) if before is not None else "",
        needs=tuple(str(sheet.resources[key]) for key in sheet.needed(item) if key in sheet.resources),
        site=str(sheet.sites.get(item.site or 0, "")),
        absent=absent,
        call_ups=tuple((each, sheet.names(each)) for each in instead),
    )


def grid_of(round_: Round, by: str) -> Grid:
    """The timetable in force, the same for everybody who sees the round."""
    sheet = sheet_of(round_)
    broken: dict[int, list[str]] = {}
    for fault in faults_of(sheet):
        broken.setdefault(fault.meeting, []).append(fault_words(fault, sheet))
    told = {key: " ".join(words) for key, words in broken.items()}
    times: list[tuple[SlotTime, tuple[Entry, ...]]] = []
    rows: list[Row] = []
    if by == "time":
        for slot in sheet.slots:
            there = sheet.by_slot.get(slot.number, ())
            times.append((slot, tuple(_entry(sheet, item, told) for item in there)))
    elif by == "table":
        rows = _tables(sheet, told)
    else:
        rows = [_person_row(sheet, person, told) for person in sheet.people.values()]
    left = tuple(
        (item, sheet.names(item), why_words(why_out(sheet, item), sheet))
        for item in sheet.items.values()
        if not item.standing
    )
    return Grid(sheet, by, tuple(rows), tuple(times), left, len(told))


def _entry(sheet: Sheet, item: Item, told: Mapping[int, str], beside: int | None = None) -> Entry:
    names = [sheet.people[key].name for key in item.people if key != beside]
    return Entry(item, " – ".join(names), told.get(item.key, ""))


def _person_row(sheet: Sheet, person: Person, told: Mapping[int, str]) -> Row:
    calendar = sheet.calendars[person.key]
    cells = tuple(
        Cell(
            slot.number,
            tuple(_entry(sheet, item, told, person.key) for item in calendar.get(slot.number, ())),
            slot.number in person.unavailable,
        )
        for slot in sheet.slots
    )
    return Row(person, None, cells, sum(map(len, calendar.values())), waits(sheet, person.key))


def _tables(sheet: Sheet, told: Mapping[int, str]) -> list[Row]:
    at: dict[tuple[int, int], list[Item]] = {}
    for item in sheet.placed:
        at.setdefault((item.table or 0, item.slot or 0), []).append(item)
    most = max([sheet.round.tables, *(table for table, _slot in at)])
    first = 0 if any(table == 0 for table, _slot in at) else 1
    rows = []
    for table in range(first, most + 1):
        cells = tuple(
            Cell(
                slot.number,
                tuple(_entry(sheet, item, told) for item in at.get((table, slot.number), ())),
                away=False,
            )
            for slot in sheet.slots
        )
        rows.append(Row(None, table, cells, sum(len(cell.entries) for cell in cells), 0))
    return rows


def waits(sheet: Sheet, key: int) -> int:
    """How often a person waits between two meetings of one day."""
    return waits_in(sheet, set(sheet.calendars[key]))


def waits_in(sheet: Sheet, busy: Collection[int]) -> int:
    """How often somebody waits who is busy in these slots."""
    total = 0
    for day in sheet.days:
        held = [slot for slot in day if slot in busy]
        total += sum(1 for one, two in pairwise(held) if two > one + 1)
    return total


def options_of(sheet: Sheet, item: Item) -> list[Option]:
    """Every slot, with what would be broken if the meeting were there."""
    found = []
    for slot in sheet.slots:
        current = slot.number == item.slot
        table = None
        if item.site is None:
            table = item.table if current else free_table(sheet, slot.number, beside=item.key)
        words = tuple(fault_words(fault, sheet) for fault in faults_at(sheet, item, slot.number))
        found.append(Option(slot.number, sheet.clocks[slot.number], words, table, current))
    return found


def options_as_told(options: list[Option]) -> list[dict[str, Any]]:
    """The same for the page's script."""
    return [
        {
            "slot": option.slot,
            "free": option.free,
            "words": " ".join(option.words) or _("Free for everybody."),
            "table": option.table,
        }
        for option in options
    ]
