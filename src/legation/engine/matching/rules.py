"""What makes a round unusable, said by field before anything is solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from legation.engine.matching.model import (
    MOST_MEETINGS,
    MOST_PARTICIPANTS,
    MOST_SLOTS,
    BadInput,
    Conflict,
    Crowded,
    Meeting,
    Round,
)


def check(round_: Round) -> None:
    """Raises BadInput(field, message) for the first thing wrong, in the order of the document."""
    if not 1 <= round_.slots <= MOST_SLOTS:
        raise BadInput("slots", f"{round_.slots} is out of range: 1 to {MOST_SLOTS}")
    if len(round_.meetings) > MOST_MEETINGS:
        raise BadInput(
            "meetings", f"there are {len(round_.meetings)}, and at most {MOST_MEETINGS} can be planned"
        )
    if len(round_.participants) > MOST_PARTICIPANTS:
        raise BadInput(
            "participants",
            f"there are {len(round_.participants)}, and at most {MOST_PARTICIPANTS} can be planned",
        )
    _days(round_)
    for name, amounts in (
        ("tables", round_.tables),
        *((f"resources[{k}].amount", r.amount) for k, r in enumerate(round_.resources)),
    ):
        if amounts is not None and len(amounts) != round_.slots:
            raise BadInput(name, f"must have one number for each of the {round_.slots} slots")
    _unique("participants", (p.id for p in round_.participants))
    _unique("meetings", (m.id for m in round_.meetings))
    _unique("resources", (r.id for r in round_.resources))
    for k, person in enumerate(round_.participants):
        for j, slot in enumerate(person.unavailable):
            _slot(slot, f"participants[{k}].unavailable[{j}]", round_.slots)
    _meetings(round_)
    _circle(round_.meetings)
    _refused(round_)
    _crowded(round_)


def _days(round_: Round) -> None:
    flat = [slot for day in round_.days for slot in day]
    if round_.days and flat != list(range(1, round_.slots + 1)):
        raise BadInput("days", f"must list the slots 1 to {round_.slots} once, in order")
    for name, slots in round_.sessions:
        for k, slot in enumerate(slots):
            _slot(slot, f"sessions.{name}[{k}]", round_.slots)


def _slot(slot: int, field: str, slots: int) -> None:
    if not 1 <= slot <= slots:
        raise BadInput(field, f"{slot} is out of range: 1 to {slots}")


def _unique(field: str, ids: Iterable[str]) -> None:
    seen: dict[str, int] = {}
    for k, id_ in enumerate(ids):
        if id_ in seen:
            raise BadInput(f"{field}[{k}].id", f"“{id_}” is there twice, first at {field}[{seen[id_]}]")
        seen[id_] = k


def _meetings(round_: Round) -> None:
    people = {p.id for p in round_.participants}
    meetings = {m.id for m in round_.meetings}
    sessions = dict(round_.sessions)
    resources = {r.id for r in round_.resources}
    for k, meeting in enumerate(round_.meetings):
        at = f"meetings[{k}]"
        _there(meeting.participants, people, f"{at}.participants", "participants")
        if len(set(meeting.participants)) < max(2, len(meeting.participants)):
            raise BadInput(f"{at}.participants", f"“{meeting.id}” is a meeting of someone with themselves")
        if meeting.session is not None and meeting.session not in sessions:
            raise BadInput(f"{at}.session", f"“{meeting.session}” is not among the sessions")
        if meeting.slot is not None:
            _slot(meeting.slot, f"{at}.slot", round_.slots)
            if meeting.session is not None and meeting.slot not in sessions[meeting.session]:
                raise BadInput(f"{at}.slot", f"{meeting.slot} is not in the session “{meeting.session}”")
        if meeting.weight < 1:
            raise BadInput(f"{at}.weight", "must be at least 1")
        _there(meeting.after, meetings, f"{at}.after", "meetings")
        _there(meeting.needs, resources, f"{at}.needs", "resources")
        if len(set(meeting.needs)) < len(meeting.needs):
            raise BadInput(f"{at}.needs", "names a resource twice")


def _there(ids: tuple[str, ...], known: set[str], field: str, among: str) -> None:
    for j, id_ in enumerate(ids):
        if id_ not in known:
            raise BadInput(f"{field}[{j}]", f"“{id_}” is not among the {among}")


def _circle(meetings: tuple[Meeting, ...]) -> None:
    """Refuses a circle of “after”, naming it."""
    place = {m.id: k for k, m in enumerate(meetings)}
    state = [0] * len(meetings)  # 0 not seen, 1 on the way, 2 done
    for start in range(len(meetings)):
        way: list[tuple[int, int]] = [(start, 0)] if state[start] == 0 else []
        while way:
            k, j = way.pop()
            state[k] = 1
            if j == len(meetings[k].after):
                state[k] = 2
                continue
            way.append((k, j + 1))
            before = place[meetings[k].after[j]]
            if state[before] == 1:
                ids = [meetings[i].id for i, _ in way]
                ids = ids[ids.index(meetings[before].id) :]
                first = place[ids[0]]
                circle = " after ".join(f"“{id_}”" for id_ in [*ids, ids[0]])
                raise BadInput(f"meetings[{first}].after", f"is a circle: {circle}")
            if state[before] == 0:
                way.append((before, 0))


def _refused(round_: Round) -> None:
    people = {p.id for p in round_.participants}
    for k, pair in enumerate(round_.refused):
        for j, id_ in enumerate(pair):
            if id_ not in people:
                raise BadInput(f"refused[{k}][{j}]", f"“{id_}” is not among the participants")
    pairs = {frozenset(pair) for pair in round_.refused}
    if not pairs:
        return
    for k, meeting in enumerate(round_.meetings):
        ids = meeting.participants
        for i, first in enumerate(ids):
            for second in ids[i + 1 :]:
                if frozenset((first, second)) in pairs:
                    kind = "mandatory" if meeting.must else "a wish"
                    raise BadInput(
                        f"meetings[{k}].participants",
                        f"“{meeting.id}” is {kind} and also refused by “{first}” and “{second}”",
                    )


def _crowded(round_: Round) -> None:
    """Nobody can have more mandatory meetings than there are slots: a slip in the list, not a puzzle."""
    musts = Counter(id_ for m in round_.meetings if m.must for id_ in m.participants)
    for k, person in enumerate(round_.participants):
        if musts[person.id] > round_.slots:
            theirs = tuple(m.id for m in round_.meetings if m.must and person.id in m.participants)
            every = tuple(range(1, round_.slots + 1))
            raise Crowded(
                f"participants[{k}]",
                f"“{person.id}” has {len(theirs)} mandatory meetings, and the round has {round_.slots} slots",
                Conflict("crowded", theirs, (person.id,), every, minimal=len(theirs) == round_.slots + 1),
            )
