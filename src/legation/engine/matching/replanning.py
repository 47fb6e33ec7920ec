"""Planning again: what has happened stays, and as little as possible moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from legation.engine.matching.board import Board
from legation.engine.matching.bounds import unmatched
from legation.engine.matching.events import Event, changed
from legation.engine.matching.exact import literals
from legation.engine.matching.instance import Instance, compiled
from legation.engine.matching.model import Placed, Plan, Round, Unplaced
from legation.engine.matching.planner import Planner
from legation.engine.matching.prover import MOST_LITERALS, Prover
from legation.engine.matching.reasons import reason_of
from legation.engine.matching.tables import seat

CIRCLES = 3
MOVES, MOST_MOVES = 500, 500_000  # of the planner: a meeting, and in all


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting whose slot or table is another one: (slot, table) before and after."""

    meeting: str
    before: tuple[int, int | None]
    after: tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Replan:
    """The round as it is now, its plan, and what is different. `moved` have another slot, `reseated` only
    another table; `dropped` were placed and are no longer; `cancelled` are no longer in the round; `added`
    are newly placed; `concerned` are the participants of all those. `circle` says how far the search went: 0
    nothing had to be searched, 1 the people touched, 2 those they meet, 3 everybody. `proved` says that fewer
    dropped, or as few with fewer moved, are impossible."""

    round: Round
    plan: Plan
    moved: tuple[Move, ...]
    reseated: tuple[Move, ...]
    dropped: tuple[str, ...]
    cancelled: tuple[str, ...]
    added: tuple[str, ...]
    concerned: tuple[str, ...]
    circle: int
    proved: bool


def replan(
    round_: Round,
    previous: tuple[Placed, ...],
    events: tuple[Event, ...],
    *,
    now: int = 1,
    seconds: float = 2.0,
    seed: int = 1,
) -> Replan:
    """The plan after what happened. `now` is the first slot that has not begun; what is placed before stays.

    Fewest dropped first (mandatory, then by weight), then fewest moved, then fewest breaks of those affected.
    Meetings that were left out before stay out, unless they are mandatory. Raises BadInput(field, message)
    for an event that names what is not there, or that would change the past."""
    after = changed(round_, events, now, {each.meeting: each.slot for each in previous})
    known = {m.id for m in after.meetings}
    kept = tuple(each for each in previous if each.meeting in known)
    day = _Day(after, kept, now)
    slots, circle, proved = day.settled(seconds, seed)
    return _difference(round_, after, previous, kept, slots, circle, proved=proved)


class _Day:
    """The day so far: where everything was, what is past, and what can no longer stand."""

    def __init__(self, round_: Round, previous: tuple[Placed, ...], now: int) -> None:
        future = ~((1 << (now - 1)) - 1)
        inst = compiled(round_, previous)
        self.past = {m for m, t in enumerate(inst.previous) if 0 <= t < now - 1}
        self.inst = replace(
            inst,
            allowed=tuple(
                1 << inst.previous[m] if m in self.past else mask & future
                for m, mask in enumerate(inst.allowed)
            ),
        )
        self.slots = [-1] * len(inst.ids)
        self.crowd: set[int] = set()
        self.broken = self._standing()

    def _standing(self) -> set[int]:
        """Leaves in place what can stay, and gives the meetings that need a slot; notes crowded slots."""
        inst = self.inst
        board = Board(inst)
        for m in sorted(self.past):
            board.put(m, inst.previous[m])
        broken = set()
        for m in sorted(range(len(inst.ids)), key=lambda k: (not inst.must[k], -inst.weight[k], k)):
            if m in self.past:
                continue
            t = inst.previous[m]
            obstacle = board.obstacle(m, t) if t >= 0 else None
            if t >= 0 and obstacle is None:
                board.put(m, t)
            elif t >= 0 or inst.must[m]:
                broken.add(m)
                if obstacle is not None and obstacle[0] in {"tables", "needs"}:
                    self.crowd.add(t)
        self.slots = board.slot
        return broken

    def settled(self, seconds: float, seed: int) -> tuple[list[int], int, bool]:
        """The slots of all meetings, the circle that was searched, and whether the least is proved."""
        if not self.broken:
            return self.slots, 0, True
        least = self._least()
        best, best_cost = self.slots, self._cost(self.slots)
        if all(not self.inst.allowed[m] for m in self.broken):
            return best, 0, True
        free: set[int] = set()
        people = {p for m in self.broken for p in self.inst.members[m]}
        for circle in range(0 if self.crowd else 1, CIRCLES + 1):
            free = self._free(people, circle)
            part, order = _part(self.inst, self.slots, free)
            if circle > 1 and literals(part) > MOST_LITERALS:
                return best, circle - 1, False
            slots, sure = self._solved(part, order, free, best, least, seconds / CIRCLES, seed)
            cost = self._cost(slots)
            if cost < best_cost:
                best, best_cost = slots, cost
            if best_cost == least:
                return best, max(1, circle), True
            if circle:
                people = {p for m in free for p in self.inst.members[m]}
        return best, CIRCLES, sure

    def _free(self, people: set[int], circle: int) -> set[int]:
        """Meetings that may move: those that need a slot and, not in circle 0, later ones of these people;
        but for circle 1, what shares a crowded slot; in the last circle, everything that is not past."""
        inst = self.inst
        free = set(self.broken)
        for m, t in enumerate(self.slots):
            if t < 0 or m in self.past:
                continue
            crowded = circle != 1 and t in self.crowd
            if circle == CIRCLES or crowded or (circle and any(p in people for p in inst.members[m])):
                free.add(m)
        return free

    def _least(self) -> tuple[int, int, int]:
        """What any plan costs: meetings without a slot are dropped, a person drops what exceeds their slots,
        and each meeting that cannot stay moves."""
        inst = self.inst
        gone = [m for m in self.broken if not inst.allowed[m]]
        musts = sum(inst.must[m] for m in gone)
        weight = sum(inst.weight[m] for m in gone)
        more = max((self._short(p) for m in self.broken for p in inst.members[m]), default=(0, 0))
        return musts + more[0], weight + more[1], sum(inst.previous[m] >= 0 for m in self.broken)

    def _short(self, p: int) -> tuple[int, int]:
        """Mandatory meetings and weight that a person must drop because their slots do not suffice."""
        inst = self.inst
        mine = [m for m in inst.of[p] if inst.allowed[m] and (self.slots[m] >= 0 or m in self.broken)]
        left = unmatched(sorted(mine, key=lambda m: (not inst.must[m], -inst.weight[m], m)), inst)
        return sum(inst.must[m] for m in left), sum(inst.weight[m] for m in left)

    def _cost(self, slots: list[int]) -> tuple[int, int, int]:
        """Mandatory meetings out, weight of wishes dropped, meetings moved."""
        inst = self.inst
        out = [m for m, t in enumerate(slots) if t < 0]
        return (
            sum(inst.must[m] for m in out),
            sum(inst.weight[m] for m in out if inst.previous[m] >= 0),
            sum(s >= 0 and s != t for s, t in zip(inst.previous, slots, strict=True)),
        )

    def _solved(
        self,
        part: Instance,
        order: list[int],
        free: set[int],
        best: list[int],
        least: tuple[int, int, int],
        seconds: float,
        seed: int,
    ) -> tuple[list[int], bool]:
        """Better slots than `best` when only some meetings may move, or `best`; and whether it is proved that
        for these nothing costs less."""
        cost = self._cost(best)
        prover = Prover(part, counted=frozenset())
        held = {"lost": sum(part.weight[k] for k, m in enumerate(order) if m in free and best[m] < 0)}
        upper = None
        if cost[:2] == least[:2]:
            upper = cost[2] - 1
        else:
            outcome = prover.least("lost", seconds=seconds, seed=seed, effort=seconds)
            if outcome.slots is None or not outcome.proved:
                found = None if outcome.slots is None else self._with(outcome.slots, order, free)
                return self._annealed(part, order, free, best, seed, found), False
            held["lost"] = outcome.bound or 0
        prover.hold("lost", most=held["lost"])
        outcome = prover.least(
            "moved", seconds=seconds, seed=seed, effort=seconds, lower=least[2], upper=upper
        )
        if outcome.slots is None:
            return (best if outcome.proved else self._annealed(part, order, free, best, seed)), outcome.proved
        slots = self._with(outcome.slots, order, free)
        if not outcome.proved:
            return slots, False
        held["moved"] = outcome.bound or 0
        return self._polished(part, order, free, slots, held, seconds / 2, seed), True

    def _annealed(
        self,
        part: Instance,
        order: list[int],
        free: set[int],
        best: list[int],
        seed: int,
        found: list[int] | None = None,
    ) -> list[int]:
        """Better slots than the best where the proof takes too long, by the planner; or these. It begins with
        what was found for this part, or with the best where that differs in this part alone."""
        if found is None:
            inside = all(m in free or best[m] == t for m, t in enumerate(self.slots))
            found = best if inside else self.slots
        # Who stands must stand: fairness, which weighs as much, is left to the polish.
        planner = Planner(replace(part, fairness=None), seed=seed, start=[found[m] for m in order])
        planner.anneal(min(MOST_MOVES, MOVES * len(order)))
        return min((best, found, self._with(planner.slots, order, free)), key=self._cost)

    def _with(self, found: Sequence[int], order: list[int], free: set[int]) -> list[int]:
        """Everybody's slots, those of the free meetings as found."""
        slots = list(self.slots)
        for k, m in enumerate(order):
            if m in free:
                slots[m] = found[k]
        return slots

    def _polished(
        self,
        part: Instance,
        order: list[int],
        free: set[int],
        slots: list[int],
        held: dict[str, int],
        seconds: float,
        seed: int,
    ) -> list[int]:
        """The same cost with the fewest breaks of those affected, fair where that is possible."""
        people = {p for m in free for p in self.inst.members[m]}
        affected = {
            p for m, t in enumerate(slots) if t != self.inst.previous[m] for p in self.inst.members[m]
        }
        places = {p: k for k, p in enumerate(sorted(people))}
        polish = Prover(part, counted=frozenset(places[p] for p in affected if p in places))
        for aim, most in held.items():
            polish.hold(aim, most=most)
        outcome = polish.least("breaks", seconds=seconds, seed=seed, effort=seconds)
        return slots if outcome.slots is None else self._with(outcome.slots, order, free)


def _part(inst: Instance, slots: list[int], free: set[int]) -> tuple[Instance, list[int]]:
    """The instance of the people in the free meetings: their other meetings stand, tables and resources are
    what the rest of the round leaves. A mandatory meeting may be dropped, at a price above all wishes."""
    people = sorted({p for m in free for p in inst.members[m]})
    place = {p: k for k, p in enumerate(people)}
    standing = {m for p in people for m in inst.of[p] if m not in free and slots[m] >= 0}
    order = sorted(free | standing)
    at = {m: k for k, m in enumerate(order)}
    tables = list(inst.tables)
    amounts = [list(row) for row in inst.amounts]
    for m, t in enumerate(slots):
        if t >= 0 and m not in at:
            tables[t] -= inst.seated[m]
            for r in inst.needs[m]:
                amounts[r][t] -= 1
    high = 1 + sum(inst.weight[m] for m in free)
    part = Instance(
        ids=tuple(inst.ids[m] for m in order),
        people=tuple(inst.people[p] for p in people),
        slots=inst.slots,
        members=tuple(tuple(place[p] for p in inst.members[m] if p in place) for m in order),
        of=tuple(tuple(at[m] for m in inst.of[p] if m in at) for p in people),
        allowed=tuple(_window(inst, m, slots, at) if m in free else 1 << slots[m] for m in order),
        free=tuple(inst.free[p] for p in people),
        must=tuple(m not in free for m in order),
        weight=tuple((high if inst.must[m] else inst.weight[m]) if m in free else 0 for m in order),
        before=tuple(tuple(at[j] for j in inst.before[m] if j in at) for m in order),
        behind=tuple(tuple(at[j] for j in inst.behind[m] if j in at) for m in order),
        seated=tuple(inst.seated[m] for m in order),
        needs=tuple(inst.needs[m] for m in order),
        tables=tuple(tables),
        resources=inst.resources,
        amounts=tuple(tuple(row) for row in amounts),
        site=tuple(inst.site[m] for m in order),
        gap=inst.gap,
        limit=tuple(inst.limit[p] for p in people),
        day=inst.day,
        days=inst.days,
        fairness=inst.fairness,
        previous=tuple(inst.previous[m] if m in free else -1 for m in order),
    )
    return part, order


def _window(inst: Instance, m: int, slots: list[int], at: dict[int, int]) -> int:
    """The slots of a meeting between those before and behind it that stand elsewhere."""
    mask = inst.allowed[m]
    for j in inst.before[m]:
        if j not in at and slots[j] >= 0:
            mask &= ~((1 << (slots[j] + 1)) - 1)
    for j in inst.behind[m]:
        if j not in at and slots[j] >= 0:
            mask &= (1 << slots[j]) - 1
    return mask


def _difference(
    before: Round,
    after: Round,
    previous: tuple[Placed, ...],
    kept: tuple[Placed, ...],
    slots: list[int],
    circle: int,
    *,
    proved: bool,
) -> Replan:
    inst = compiled(after, kept)
    place = {id_: m for m, id_ in enumerate(inst.ids)}
    pinned = {
        place[e.meeting]: e.table
        for e in kept
        if e.table is not None and slots[place[e.meeting]] == e.slot - 1
    }
    tables, changes = seat(inst, slots, pinned)
    board = Board(inst, slots)
    placed = tuple(Placed(inst.ids[m], t + 1, tables[m] or None) for m, t in enumerate(slots) if t >= 0)
    now = {each.meeting: each for each in placed}
    was = {each.meeting: each for each in previous}
    moves = tuple(
        Move(e.meeting, (e.slot, e.table), (now[e.meeting].slot, now[e.meeting].table))
        for e in kept
        if e.meeting in now and (e.slot, e.table) != (now[e.meeting].slot, now[e.meeting].table)
    )
    moved = tuple(move for move in moves if move.before[0] != move.after[0])
    dropped = tuple(e.meeting for e in kept if e.meeting not in now)
    cancelled = tuple(e.meeting for e in previous if e.meeting not in place)
    added = tuple(each.meeting for each in placed if each.meeting not in was)
    different = {*(move.meeting for move in moves), *dropped, *cancelled, *added}
    concerned = {p for m in (*before.meetings, *after.meetings) if m.id in different for p in m.participants}
    out = [m for m, t in enumerate(slots) if t < 0]
    unfair = after.fairness is not None and board.spread() > after.fairness
    plan = Plan(
        status="unknown" if unfair or any(inst.must[m] for m in out) else "feasible",
        placed=placed,
        unplaced=tuple(Unplaced(inst.ids[m], reason_of(board, m)) for m in out),
        breaks=board.breaks(),
        weight=sum(inst.weight) - sum(inst.weight[m] for m in out),
        moved=len(moved) + len(dropped),
        table_changes=changes,
    )
    return Replan(
        round=after,
        plan=plan,
        moved=moved,
        reseated=tuple(move for move in moves if move.before[0] == move.after[0]),
        dropped=dropped,
        cancelled=cancelled,
        added=added,
        concerned=tuple(sorted(concerned)),
        circle=circle,
        proved=proved,
    )
