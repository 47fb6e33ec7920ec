"""What goes into the matching engine and what comes out: keys and numbers, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

HALL = "hall"
MOST_SLOTS = 64
MOST_MEETINGS = 50_000
MOST_PARTICIPANTS = 1_000_000


class BadInput(ValueError):
    """The input cannot be read; `field` says where (`meetings[2].slot`), `message` says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Participant:
    """Who meets. `unavailable` are slots, counted from 1; `in_a_row` the most meetings without an idle slot
    on one day (the round's, if not said)."""

    id: str
    unavailable: tuple[int, ...] = ()
    in_a_row: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting asked for: mandatory (`must`) or a wish with a weight of at least 1. `after` names those that
    come in an earlier slot; `needs` names resources; `site` is where it is held, the hall if not said."""

    id: str
    participants: tuple[str, ...]
    session: str | None = None
    slot: int | None = None
    after: tuple[str, ...] = ()
    must: bool = True
    weight: int = 1
    needs: tuple[str, ...] = ()
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Interpreters of a language, rooms, screens: how many there are, in each slot of the round."""

    id: str
    amount: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Travel:
    """The slots that stay idle between meetings at two sites, in either direction."""

    between: str
    and_: str
    slots: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round to be planned. `tables` is the number in each slot, None for no limit; `sessions` are names
    with their slots; `days` cut the slots into runs (one day when empty); `fairness` is the largest
    difference in breaks between two participants, None for no such rule."""

    slots: int
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    tables: tuple[int, ...] | None = None
    sessions: tuple[tuple[str, tuple[int, ...]], ...] = ()
    days: tuple[tuple[int, ...], ...] = ()
    fairness: int | None = None
    in_a_row: int | None = None
    resources: tuple[Resource, ...] = ()
    travel: tuple[Travel, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A meeting in its slot; `table` is None away from the hall."""

    meeting: str
    slot: int
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting is left out. `code`: "slots" (no slot is allowed at all), "taken" (`who` has other
    meetings in each slot allowed), "tables", "needs" (`who` names the resource), "rules" (order, travel or
    meetings in a row), "fairness", "breaks" or "weight" (it would fit, but only at a greater loss),
    "time" (the search was stopped before it could be placed), "conflict" (see the plan's conflict)."""

    code: str
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting that is left out, and why."""

    meeting: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way out of a conflict, tried and found to do. `kind`: "drop" (leave `meetings` out), "available" (let
    `participant` meet in `slot`), "free" (lift the slot, session and order of `meetings`), "tables" or
    "resource" (`amount` more in every slot), "slots" (`amount` more at the end of the last day), "fairness"
    (`amount` is the new d)."""

    kind: str
    meetings: tuple[str, ...] = ()
    participant: str | None = None
    resource: str | None = None
    slot: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Mandatory meetings that cannot all be held. `code`: "slots" (no slot suits all of `who`), "person"
    (`who` has too few slots for them), "crowded" (all those of `who`, more than the round has `slots`),
    "tables" or "needs" (`who` names the resource) in `slots`, "order" (a
    chain of “after”), "fairness" (`least` is the least d that would do, None when not known) or "together"
    (the rules taken together). `minimal` is False where the time ended before it was shown that nothing can
    be left out of `meetings`."""

    code: str
    meetings: tuple[str, ...]
    who: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    least: int | None = None
    minimal: bool = True
    remedies: tuple[Remedy, ...] = ()


class Crowded(BadInput):
    """Somebody has more mandatory meetings than the round has slots; `conflict` is what `remedies` takes."""

    def __init__(self, field: str, message: str, conflict: Conflict) -> None:
        super().__init__(field, message)
        self.conflict = conflict


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known at a moment of a solve: of the best plan so far, mandatory meetings still out, weight of
    wishes held, breaks; and the bounds proved so far (None while nothing is proved)."""

    out: int
    weight: int
    weight_bound: int | None
    moved: int
    breaks: int
    bound: int | None
    finder: str  # "greedy" | "planner" | "prover" | "bound"


@dataclass(frozen=True, slots=True)
class Plan:
    """The timetable. `status`: "optimal" and "infeasible" are claims of proof, "feasible" keeps every rule,
    "unknown" is what was placed when time ended. `bound` is a proved lower bound on breaks for this weight
    (and these moves), `weight_bound` a proved upper bound on the weight of wishes held, `moved_bound` a
    proved lower bound on meetings moved; None while nothing is proved."""

    status: str
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...] = ()
    breaks: int = 0
    bound: int | None = None
    weight: int = 0
    weight_bound: int | None = None
    moved: int = 0
    moved_bound: int | None = None
    table_changes: int = 0
    conflict: Conflict | None = None
