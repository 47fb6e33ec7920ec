"""Why a party cannot be seated: the smallest set of hard rules that leaves no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.engine.seating.draft import Cast, needs_access
from legation.engine.seating.model import Conflict, Lock, Person
from legation.engine.seating.puzzle import Rule, Undecided, smallest_conflict
from legation.engine.seating.rounds.party import party_of, table_and_chair
from legation.engine.seating.rounds.starts import pack


def lock_conflict(cast: Cast) -> Conflict | None:
    """Locks that name no chair, one chair twice or one person twice."""
    by_seat: dict[str, Lock] = {}
    by_person: dict[str, Lock] = {}
    seated = {person.id for person in (*cast.ranked, *cast.aides)}
    for lock in (lock for lock in cast.request.locks if lock.person in seated):
        name = f"lock {lock.person} {lock.seat}"
        if table_and_chair(lock.seat, cast.request.tables) is None:
            return Conflict((name, "seats"), (lock.person,))
        other = by_seat.setdefault(lock.seat, lock), by_person.setdefault(lock.person, lock)
        for earlier in other:
            if earlier != lock:
                names = (f"lock {earlier.person} {earlier.seat}", name)
                return Conflict(names, tuple(sorted({earlier.person, lock.person})))
    return None


def conflict_of(cast: Cast, people: tuple[Person, ...]) -> Conflict:
    """The smallest set of rules that cannot hold together with the tables given."""
    request = cast.request
    present = {person.id for person in people}
    rules = [Rule("apart", pair) for pair in request.apart if present >= set(pair)]
    rules += [Rule("together", pair) for pair in request.together if present >= set(pair)]
    rules += [Rule("lock", (lock.person, lock.seat), 1) for lock in request.locks if lock.person in present]
    if request.accessible is not None:
        rules += [Rule("access", (person.id,), 1) for person in people if needs_access(person)]

    def solvable(few: Sequence[Rule]) -> bool:
        needing = {rule.people[0] for rule in few if rule.kind == "access"}
        trial = replace(
            request,
            apart=tuple((rule.people[0], rule.people[1]) for rule in few if rule.kind == "apart"),
            together=tuple((rule.people[0], rule.people[1]) for rule in few if rule.kind == "together"),
            locks=tuple(Lock(*rule.people) for rule in few if rule.kind == "lock"),
        )
        who = tuple(person if person.id in needing else replace(person, needs=()) for person in people)
        return pack(party_of(replace(cast, request=trial), who, loose=True)) is not None

    try:
        if solvable(rules):  # cannot be: the caller found none; kept so that a wrong claim is never made
            return Conflict(tuple(rule.name for rule in rules), (), proved=False, decided=False)
    except Undecided:
        return Conflict(tuple(rule.name for rule in rules), (), proved=False, decided=False)
    kept, proved = smallest_conflict(rules, solvable)
    named = {person for rule in kept for person in (rule.people[:1] if rule.allowed else rule.people)}
    return Conflict((*(rule.name for rule in kept), "seats"), tuple(sorted(named)), proved)
