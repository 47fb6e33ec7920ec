"""A sheet for each participant, to be handed out on paper."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from legation.matchmaking.models import Round
from legation.matchmaking.models.round import SlotTime
from legation.matchmaking.queries.sheet import Item, Person, sheet_of
from legation.missions.rules import standing


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting on a sheet: when, where, whom, and who interprets."""

    day: str
    slot: SlotTime
    table: int | None
    site: str
    others: tuple[Person, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonalSheet:
    """Somebody's meetings in order of time."""

    person: Person
    lines: tuple[Line, ...]


def personal_sheets(round_: Round, user: Any) -> tuple[PersonalSheet, ...]:
    """Of each participant of the user's side, by name, what is on their sheet; as many queries as the round's
    sheet has."""
    mine = standing(user, round_.mission_id)
    sheet = sheet_of(round_)
    slots = {slot.number: slot for slot in sheet.slots}
    several = len(sheet.days) > 1

    def line(item: Item, me: int) -> Line:
        slot = slots[item.slot or 0]
        return Line(
            day=date_format(slot.day, "MONTH_DAY_FORMAT") if several else "",
            slot=slot,
            table=item.table,
            site=str(sheet.sites.get(item.site or 0, "")),
            others=tuple(sheet.people[key] for key in item.people if key != me),
            needs=tuple(str(sheet.resources[key]) for key in sheet.needed(item) if key in sheet.resources),
        )

    def sheet_for(each: Person) -> PersonalSheet:
        held = (item for item in sheet.placed if each.key in item.people and item.slot in slots)
        return PersonalSheet(each, tuple(line(item, each.key) for item in held))

    own = [each for each in sheet.people.values() if mine is not None and each.side == mine.side]
    return tuple(sheet_for(each) for each in sorted(own, key=lambda one: (one.name, one.key)))
