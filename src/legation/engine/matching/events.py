"""What happens on the day, and the round that it leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.engine.matching.model import BadInput, Meeting, Round
from legation.engine.matching.remedies import without
from legation.engine.matching.rules import check

KINDS = ("cancelled", "added", "away", "late", "tables", "resource", "locked")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `kind`: "cancelled" (`meeting`), "added" (`new`), "away" (`participant` in
    `slots`, all that are left when none are named), "late" (`participant` until `slots[0]`, which is the
    first slot they have), "tables" (only `amount` left in `slots`), "resource" (only `amount` of `resource`
    left in `slots`), "locked" (`meeting` to `slots[0]`)."""

    kind: str
    meeting: str | None = None
    participant: str | None = None
    resource: str | None = None
    slots: tuple[int, ...] = ()
    amount: int = 0
    new: Meeting | None = None


def changed(round_: Round, events: tuple[Event, ...], now: int, held: dict[str, int]) -> Round:
    """The round after the events, checked. `held` are the slots before; what is held before `now` is past."""
    if not 1 <= now <= round_.slots + 1:
        raise BadInput("now", f"{now} is out of range: 1 to {round_.slots + 1}")
    for k, event in enumerate(events):
        _known(round_, event, f"events[{k}]", now, held)
        round_ = _after(round_, event, now)
    check(round_)
    return round_


def _known(round_: Round, event: Event, at: str, now: int, held: dict[str, int]) -> None:
    """Refuses an event that names what is not there, or that would change the past."""
    if event.kind not in KINDS:
        raise BadInput(f"{at}.kind", f"“{event.kind}” is not one of {', '.join(KINDS)}")
    for name, value, there in (
        ("meeting", event.meeting, {m.id for m in round_.meetings}),
        ("participant", event.participant, {p.id for p in round_.participants}),
        ("resource", event.resource, {r.id for r in round_.resources}),
    ):
        needed = name in _NEEDS[event.kind]
        if needed and value not in there:
            raise BadInput(f"{at}.{name}", f"“{value}” is not there")
    if event.kind in {"late", "locked"} and len(event.slots) != 1:
        raise BadInput(f"{at}.slots", "must name one slot")
    for slot in event.slots:
        if not 1 <= slot <= round_.slots:
            raise BadInput(f"{at}.slots", f"{slot} is out of range: 1 to {round_.slots}")
    if event.kind in {"cancelled", "locked"} and held.get(event.meeting or "", now) < now:
        raise BadInput(f"{at}.meeting", f"“{event.meeting}” is past")
    if event.kind == "locked" and event.slots[0] < now:
        raise BadInput(f"{at}.slots", f"{event.slots[0]} is past")
    if event.kind == "added" and event.new is None:
        raise BadInput(f"{at}.new", "is required")
    if event.amount < 0:
        raise BadInput(f"{at}.amount", "must be 0 or more")


_NEEDS = {
    "cancelled": {"meeting"},
    "added": set[str](),
    "away": {"participant"},
    "late": {"participant"},
    "tables": set[str](),
    "resource": {"resource"},
    "locked": {"meeting"},
}


def _after(round_: Round, event: Event, now: int) -> Round:
    later = tuple(range(now, round_.slots + 1))
    if event.kind == "cancelled":
        return without(round_, {event.meeting or ""})
    if event.kind == "added":
        return replace(round_, meetings=(*round_.meetings, *((event.new,) if event.new else ())))
    if event.kind in {"away", "late"}:
        gone = set(event.slots or later)
        if event.kind == "late":
            gone = set(range(1, event.slots[0]))
        gone &= set(later)
        return replace(
            round_,
            participants=tuple(
                replace(p, unavailable=tuple(sorted({*p.unavailable, *gone})))
                if p.id == event.participant
                else p
                for p in round_.participants
            ),
        )
    if event.kind == "locked":
        return replace(
            round_,
            meetings=tuple(
                replace(m, slot=event.slots[0], session=None) if m.id == event.meeting else m
                for m in round_.meetings
            ),
        )
    slots = set(event.slots or later) & set(later)
    if event.kind == "tables":
        full = round_.tables or (len(round_.meetings),) * round_.slots
        return replace(round_, tables=_fewer(full, slots, event.amount))
    return replace(
        round_,
        resources=tuple(
            replace(r, amount=_fewer(r.amount, slots, event.amount)) if r.id == event.resource else r
            for r in round_.resources
        ),
    )


def _fewer(amounts: tuple[int, ...], slots: set[int], left: int) -> tuple[int, ...]:
    return tuple(min(n, left) if t + 1 in slots else n for t, n in enumerate(amounts))
