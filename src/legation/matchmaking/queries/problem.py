"""A round as the matching engine takes it. What each side keeps to itself is used here and never shown."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from legation.engine import matching as engine
from legation.matchmaking.choices import MeetingState
from legation.matchmaking.models import Round, Wish
from legation.matchmaking.queries.checking import faults_at
from legation.matchmaking.queries.sheet import Item, Sheet, sheet_of

HEAVIEST = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """The engine's round; its ids are keys after a letter: m, p and r for meetings, people and resources.
    `before` is the timetable in force."""

    sheet: Sheet
    round: engine.Round
    before: tuple[engine.Placed, ...]

    @property
    def locked(self) -> tuple[engine.Placed, ...]:
        """The places that stay whatever is found."""
        return tuple(each for each in self.before if self.sheet.items[key_of(each.meeting)].locked)


def problem_of(round_: Round, sheet: Sheet | None = None) -> Problem:
    """What is to be planned: one query more than the sheet."""
    sheet = sheet or sheet_of(round_)
    weights, refused = _wishes(round_)
    wanted = [item for item in sheet.items.values() if _planned(sheet, item, refused)]
    weight = {item.key: _weight(round_, item, weights) for item in wanted}
    wanted = _within_quotas(sheet, wanted, weight)
    keys = {item.key for item in wanted}
    people = {key for item in wanted for key in item.people}
    made = engine.Round(
        slots=len(sheet.slots),
        participants=tuple(
            engine.Participant(f"p{key}", tuple(sorted(_within(person.unavailable, sheet))), person.in_a_row)
            for key, person in sheet.people.items()
            if key in people
        ),
        meetings=tuple(_meeting(sheet, item, weight[item.key], keys) for item in wanted),
        tables=tuple(round_.tables_in(slot.number) for slot in sheet.slots),
        sessions=_sessions(sheet, wanted),
        days=sheet.days,
        fairness=round_.fairness,
        in_a_row=round_.in_a_row,
        resources=tuple(
            engine.Resource(f"r{key}", tuple(each.amount_in(slot.number) for slot in sheet.slots))
            for key, each in sheet.resources.items()
        ),
        travel=tuple(
            engine.Travel(_site(first), _site(second), sheet.travel(first, second))
            for first, second in combinations([None, *sheet.sites], 2)
        ),
    )
    before = tuple(
        engine.Placed(f"m{item.key}", item.slot, item.table)
        for item in sheet.placed
        if item.key in keys and item.slot is not None and item.slot <= len(sheet.slots)
    )
    return Problem(sheet, made, before)


def _within(slots: Iterable[int], sheet: Sheet) -> list[int]:
    return [slot for slot in slots if 1 <= slot <= len(sheet.slots)]


def _wishes(round_: Round) -> tuple[Mapping[frozenset[int], int], set[frozenset[int]]]:
    """What each pair's wishes weigh together, and the pairs of which one said “no thanks”."""
    weights: dict[frozenset[int], int] = defaultdict(int)
    refused = set()
    rows = Wish.objects.present().filter(round=round_).values_list("by", "to", "rank", "refused")
    for by, to, rank, no_thanks in rows:
        pair = frozenset((by, to))
        if no_thanks:
            refused.add(pair)
        elif rank:
            weights[pair] += round_.weight_of(rank)
    return weights, refused


def _planned(sheet: Sheet, item: Item, refused: set[frozenset[int]]) -> bool:
    """Whether a meeting is to be placed at all."""
    if item.locked or item.state == MeetingState.HELD:
        return True
    if any(sheet.people[key].absent for key in item.people):
        return False
    if any(sheet.people[key].reserve for key in item.people) and item.slot is None:
        return False
    if item.must:
        return True
    if item.declined or (sheet.round.acceptance and not item.accepted):
        return False
    return not any(frozenset(pair) in refused for pair in combinations(item.people, 2))


def call_ups(sheet: Sheet, missed: Item) -> list[Item]:
    """Meetings without a place that could be held in the slot of one that is not, reserves among them: what
    must be held first. Nothing else moves."""
    if missed.slot is None:
        return []
    freed = replace(sheet, items={**sheet.items, missed.key: replace(missed, slot=None, table=None)})
    _weights, refused = _wishes(sheet.round)
    able = [
        item
        for item in freed.items.values()
        if item.slot is None
        and item.key != missed.key
        and (item.must or not item.declined)
        and not any(frozenset(pair) in refused for pair in combinations(item.people, 2))
        and not faults_at(freed, item, missed.slot)
    ]
    return sorted(able, key=lambda item: (not item.must, item.key))


def _weight(round_: Round, item: Item, weights: Mapping[frozenset[int], int]) -> int:
    """What the wishes of its people weigh; one that nobody ranked counts as a last wish."""
    total = sum(weights.get(frozenset(pair), 0) for pair in combinations(item.people, 2))
    return min(HEAVIEST, total or round_.weight_of(50))


def _within_quotas(sheet: Sheet, wanted: list[Item], weight: Mapping[int, int]) -> list[Item]:
    """Without the lightest wishes of organisations that have more meetings than they may."""
    most = sheet.round.quota_body
    if most is None:
        return wanted
    count: Counter[str] = Counter()
    kept = set()
    for item in sorted(
        wanted, key=lambda each: (not each.locked, not each.must, -weight[each.key], each.key)
    ):
        bodies = {sheet.people[key].body_key for key in item.people} - {""}
        if item.must or item.locked or all(count[body] < most for body in bodies):
            kept.add(item.key)
            count.update(bodies)
    return [item for item in wanted if item.key in kept]


def _meeting(sheet: Sheet, item: Item, weight: int, keys: set[int]) -> engine.Meeting:
    slot = item.slot if item.locked or item.state == MeetingState.HELD else item.fixed
    return engine.Meeting(
        id=f"m{item.key}",
        participants=tuple(f"p{key}" for key in item.people),
        session=item.session or None if slot is None else None,
        slot=slot,
        after=(f"m{item.after}",) if item.after in keys else (),
        must=item.must or item.locked,
        weight=weight,
        needs=tuple(f"r{need}" for need in sheet.needed(item) if need in sheet.resources),
        site=None if item.site is None else _site(item.site),
    )


def _sessions(sheet: Sheet, wanted: list[Item]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The sittings by name; one that is no longer there has no slots, and the engine says so."""
    slots: dict[str, list[int]] = {item.session: [] for item in wanted if item.session}
    for slot in sheet.slots:
        if slot.sitting:
            slots.setdefault(slot.sitting, []).append(slot.number)
    return tuple((name, tuple(numbers)) for name, numbers in slots.items())


def _site(key: int | None) -> str:
    return engine.HALL if key is None else f"site-{key}"


def with_events(problem: Problem, events: Iterable[Mapping[str, Any]]) -> tuple[engine.Event, ...]:
    """Events as they were entered, as the engine takes them."""
    found = []
    for event in events:
        new = event.get("new")
        found.append(
            engine.Event(
                kind=event["kind"],
                meeting=_id("m", event.get("meeting")),
                participant=_id("p", event.get("participant")),
                resource=_id("r", event.get("resource")),
                slots=tuple(event.get("slots", ())),
                amount=int(event.get("amount") or 0),
                new=_added(problem, int(new)) if new else None,
            )
        )
    return tuple(found)


def key_of(id_: str) -> int:
    """The key in an id of the engine's."""
    return int(id_[1:])


def names_of(sheet: Sheet) -> dict[str, str]:
    """What the engine's ids are called."""
    names = {f"r{key}": str(resource) for key, resource in sheet.resources.items()}
    names |= {f"p{key}": person.name for key, person in sheet.people.items()}
    return names | {f"m{key}": sheet.names(item) for key, item in sheet.items.items()}


def bad_words(bad: engine.BadInput, sheet: Sheet) -> str:
    """Why a round cannot be planned, by name; and what to do, where somebody has too many meetings."""
    names = names_of(sheet)
    if isinstance(bad, engine.Crowded):
        crowd = bad.conflict
        return _(
            "%(who)s has %(meetings)s meetings that must be held, and the round has %(slots)s times. Make "
            "some of them wishes under “Requests”, or give the round more times; then search again."
        ) % {"who": names[crowd.who[0]], "meetings": len(crowd.meetings), "slots": len(crowd.slots)}
    return re.sub(r"“([mpr]\d+)”", lambda found: f"“{names.get(found[1], found[1])}”", bad.message)


def _id(letter: str, value: Any) -> str | None:
    return None if value is None else f"{letter}{value}"


def _added(problem: Problem, key: int) -> engine.Meeting:
    """A meeting that is in the round and has no place yet, as one that must be held now."""
    item = problem.sheet.items[key]
    return replace(_meeting(problem.sheet, item, 1, set()), must=True)
