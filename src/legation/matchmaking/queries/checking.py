"""What is broken in a timetable, and why a meeting has no place in it: worked out from the sheet alone."""

from collections import Counter
from dataclasses import dataclass, replace

from legation.matchmaking.queries.sheet import Item, Sheet


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that one meeting breaks. `code`: "double", "away", "absent", "tables", "seat" (two at one
    table), "table" (no table yet), "needs", "session", "fixed", "after", "row" or "travel"; `who` are those
    because of whom."""

    code: str
    meeting: int
    slot: int
    who: tuple[int, ...] = ()
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a meeting has no place. `code`: "declined", "waiting" (for an answer), "absent", "slots" (no slot
    suits everybody), "taken" (in each one somebody meets another), "tables", "needs", "rules", or "whole"
    (it would fit alone)."""

    code: str
    who: tuple[int, ...] = ()


def faults_of(sheet: Sheet) -> tuple[Fault, ...]:
    """Everything that is broken, in order of time."""
    return tuple(fault for item in sheet.placed for fault in faults_at(sheet, item, item.slot or 0))


def faults_at(sheet: Sheet, item: Item, slot: int, table: int | None = None) -> tuple[Fault, ...]:
    """What would be broken if the meeting were in this slot; `table` is the one it would have."""
    seat = table if table is not None else (item.table if slot == item.slot else None)
    found = [*_people(sheet, item, slot), *_amounts(sheet, item, slot, seat)]
    if item.session and item.session != sheet.slots[slot - 1].sitting:
        found.append(Fault("session", item.key, slot))
    if item.fixed is not None and item.fixed != slot:
        found.append(Fault("fixed", item.key, slot))
    before = sheet.items.get(item.after or 0)
    if before is not None and before.slot is not None and before.slot >= slot:
        found.append(Fault("after", item.key, slot, other=before.key))
    return tuple(found)


def _people(sheet: Sheet, item: Item, slot: int) -> list[Fault]:
    found = []
    for key in item.people:
        person = sheet.people[key]
        if person.absent:
            found.append(Fault("absent", item.key, slot, (key,)))
        if slot in person.unavailable:
            found.append(Fault("away", item.key, slot, (key,)))
        others = [each for each in sheet.calendars[key].get(slot, []) if each.key != item.key]
        if others:
            found.append(Fault("double", item.key, slot, (key,), others[0].key))
        elif _run(sheet, item, key, slot) > (person.in_a_row or sheet.round.in_a_row or len(sheet.slots)):
            found.append(Fault("row", item.key, slot, (key,)))
        if sheet.sites:
            near = _too_near(sheet, item, key, slot)
            if near is not None:
                found.append(Fault("travel", item.key, slot, (key,), near))
    return found


def _run(sheet: Sheet, item: Item, key: int, slot: int) -> int:
    """How many meetings without a free slot between them the person would have around this one."""
    day = next(numbers for numbers in sheet.days if slot in numbers)
    busy = {
        number
        for number, held in sheet.calendars[key].items()
        if number in day and any(each.key != item.key for each in held)
    }
    run = 1
    for step in (-1, 1):
        at = slot + step
        while at in busy:
            run, at = run + 1, at + step
    return run


def _too_near(sheet: Sheet, item: Item, key: int, slot: int) -> int | None:
    """A meeting of the person from whose place they could not be here in time."""
    day = next(numbers for numbers in sheet.days if slot in numbers)
    for number, held in sheet.calendars[key].items():
        if number == slot or number not in day:
            continue
        for other in held:
            if other.key != item.key and abs(number - slot) <= sheet.travel(item.site, other.site):
                return other.key
    return None


def _amounts(sheet: Sheet, item: Item, slot: int, seat: int | None) -> list[Fault]:
    found = []
    there = [each for each in sheet.by_slot.get(slot, ()) if each.key != item.key]
    if item.site is None:
        most = sheet.round.tables_in(slot)
        seated = [each for each in there if each.site is None]
        if len(seated) + 1 > most:
            found.append(Fault("tables", item.key, slot))
        same = next((each.key for each in seated if seat is not None and each.table == seat), None)
        if same is not None:
            found.append(Fault("seat", item.key, slot, other=same))
        elif seat is not None and seat > sheet.round.tables:
            found.append(Fault("table", item.key, slot))
    needed = [need for need in sheet.needed(item) if need in sheet.resources]
    own = any(each.key == item.key for each in sheet.by_slot.get(slot, ()))
    for need in needed:
        used = sheet.used.get(slot, Counter())[need] - own
        if used + 1 > sheet.resources[need].amount_in(slot):
            found.append(Fault("needs", item.key, slot, (need,)))
    return found


def free_table(sheet: Sheet, slot: int, *, beside: int = 0) -> int | None:
    """The first table that is free in a slot, or None."""
    there = [each for each in sheet.by_slot.get(slot, ()) if each.key != beside]
    taken = {each.table for each in there}
    tables = range(1, sheet.round.tables + 1)
    busy = sum(1 for each in there if each.table)
    if busy >= sheet.round.tables_in(slot):
        return None
    return next((table for table in tables if table not in taken), None)


def why_out(sheet: Sheet, item: Item) -> Why:
    """Why a meeting has no place. Told from what everybody sees; never from a wish."""
    if item.declined and not item.must:
        return Why("declined", tuple(key for key, answer in item.answers.items() if answer == "declined"))
    absent = tuple(key for key in item.people if sheet.people[key].absent)
    if absent:
        return Why("absent", absent)
    if sheet.round.acceptance and not item.accepted and not item.must:
        waiting = tuple(key for key, answer in item.answers.items() if answer != "accepted")
        return Why("waiting", waiting)
    codes: list[tuple[str, tuple[int, ...]]] = []
    moved = replace(item, slot=None, table=None)
    for slot in sheet.slots:
        faults = faults_at(sheet, moved, slot.number)
        if not faults:
            return Why("whole")
        codes.append(
            (_gravest(faults), tuple(key for fault in faults if fault.code == "double" for key in fault.who))
        )
    kinds = {code for code, _who in codes}
    for code in ("taken", "tables", "needs", "rules"):
        if code in kinds:
            busy = Counter(key for _code, who in codes for key in who)
            return Why(
                code, tuple(sorted(busy, key=lambda key: (-busy[key], key))[:2]) if code == "taken" else ()
            )
    return Why("slots", item.people)


def _gravest(faults: tuple[Fault, ...]) -> str:
    """Of what stands in the way in one slot, what can least be helped."""
    codes = {fault.code for fault in faults}
    if codes & {"away", "session", "fixed", "absent"}:
        return "slots"
    if "double" in codes:
        return "taken"
    if codes & {"tables", "seat", "table"}:
        return "tables"
    return "needs" if "needs" in codes else "rules"
