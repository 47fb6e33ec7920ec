"""One move by hand: what it would break, what a chain of other moves would repair, and where it may go."""

from __future__ import annotations

from dataclasses import dataclass

from legation.engine.matching.board import Board
from legation.engine.matching.instance import compiled
from legation.engine.matching.model import BadInput, Placed, Round
from legation.engine.matching.repairing import Repair
from legation.engine.matching.tables import reseated


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a move would break. `code`: "slot" (bound to another slot), "session" (outside its
    session), "unavailable" (`who`), "taken" (`who` are in `meetings` then), "tables" (all tables are taken
    then), "table" (`meetings` is at that table, or the table is not there), "needs" (`who` names the
    resources, `meetings` uses them), "order" (`meetings` come before or after), "travel" (`who` cannot come
    from or reach `meetings` in time), "rest" (`who` would have too many in a row), "fairness" (`who` would
    have too many breaks), "locked" (the meeting itself is)."""

    code: str
    who: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A meeting tried in a slot. `breaches` are what it breaks, where it stands now; `breaks` is how many
    breaks it adds (less than 0 where it takes some away), whatever it breaks. `repair` lists the places of
    all that would move so that nothing is broken, the meeting first, or is empty where none was found or
    none is needed; `repair_breaks` is what that adds."""

    meeting: str
    slot: int
    table: int | None
    breaches: tuple[Breach, ...]
    breaks: int
    repair: tuple[Placed, ...] = ()
    repair_breaks: int = 0

    @property
    def legal(self) -> bool:
        """Whether the move breaks nothing."""
        return not self.breaches


class Desk:
    """A timetable on the table, to try moves on; built once, asked often. It never changes."""

    def __init__(
        self, round_: Round, placed: tuple[Placed, ...], locked: frozenset[str] = frozenset()
    ) -> None:
        """`locked` are meetings that no repair may move, and that may not be tried elsewhere. Raises
        BadInput(field, message) where `placed` names a meeting or a slot that is not there."""
        self.round, self.inst = round_, compiled(round_)
        self.place = {id_: m for m, id_ in enumerate(self.inst.ids)}
        self.slots = [-1] * len(self.inst.ids)
        self.tables: list[int | None] = [None] * len(self.inst.ids)
        for k, each in enumerate(placed):
            m = self.meeting(each.meeting, f"placed[{k}].meeting")
            self.slots[m] = self.slot(each.slot, f"placed[{k}].slot")
            self.tables[m] = each.table
        self.locked = {self.place[id_] for id_ in locked if id_ in self.place}

    def meeting(self, id_: str, field: str = "meeting") -> int:
        """The index of a meeting."""
        if id_ not in self.place:
            raise BadInput(field, f"“{id_}” is not among the meetings")
        return self.place[id_]

    def slot(self, slot: int, field: str = "slot") -> int:
        """The index of a slot."""
        if not 1 <= slot <= self.inst.slots:
            raise BadInput(field, f"{slot} is out of range: 1 to {self.inst.slots}")
        return slot - 1

    def attempt(self, meeting: str, slot: int, table: int | None = None, *, repair: bool = True) -> Trial:
        """What happens when a meeting is put into a slot (and at a table, if said)."""
        m, t = self.meeting(meeting), self.slot(slot)
        return self._tried(self._lifted(m), m, t, table, repair=repair)

    def targets(self, meeting: str) -> tuple[Trial, ...]:
        """Each slot of the round tried for a meeting, without repairs."""
        m = self.meeting(meeting)
        board = self._lifted(m)
        return tuple(self._tried(board, m, t, None, repair=False) for t in range(self.inst.slots))

    def _lifted(self, m: int) -> Board:
        """The board without the meeting; of two that collide already, the later in the list stays out."""
        board = Board(self.inst)
        for k, t in enumerate(self.slots):
            if k != m and t >= 0 and not any(board.busy[p] >> t & 1 for p in self.inst.members[k]):
                board.put(k, t)
        return board

    def _tried(self, board: Board, m: int, t: int, table: int | None, *, repair: bool) -> Trial:
        found = list(self._bonds(m, t))
        found += self._collisions(board, m, t)
        found += self._around(board, m, t)
        found += self._table(m, t, table)
        before = self._breaks_of(m, self.slots[m], board)
        more = self._breaks_of(m, t, board) - before
        if not found:
            found += self._fairness(board, m, t)
        id_ = self.inst.ids[m]
        trial = Trial(id_, t + 1, table, tuple(found), more)
        if not found or not repair:
            return trial
        slots = Repair(self.inst, board, self.locked).found(m, t, self.slots[m])
        if slots is None:
            return trial
        after = reseated(self.inst, slots, self.slots, self.tables, {**dict.fromkeys(self.locked), m: table})
        if after is None:
            return trial
        new = Board(self.inst, slots)
        if self.inst.fairness is not None and new.spread() > self.inst.fairness:
            return trial
        was = Board(self.inst, [s if board.slot[k] >= 0 or k == m else -1 for k, s in enumerate(self.slots)])
        changed = [
            k for k, s in enumerate(slots) if k != m and (s != self.slots[k] or after[k] != self.tables[k])
        ]
        placed = tuple(Placed(self.inst.ids[k], slots[k] + 1, after[k]) for k in (m, *changed))
        return Trial(id_, t + 1, table, tuple(found), more, placed, new.breaks() - was.breaks())

    # -- what is broken

    def _bonds(self, m: int, t: int) -> list[Breach]:
        """Bonds of the meeting itself: its slot, its session, who is there at all, whether it is locked."""
        meeting = self.round.meetings[m]
        found = []
        if m in self.locked and t != self.slots[m]:
            found.append(Breach("locked", meetings=(meeting.id,)))
        if meeting.slot is not None and meeting.slot != t + 1:
            found.append(Breach("slot"))
        if meeting.session is not None and t + 1 not in dict(self.round.sessions)[meeting.session]:
            found.append(Breach("session"))
        away = [p for p in self.inst.members[m] if not self.inst.free[p] >> t & 1]
        if away:
            found.append(Breach("unavailable", self._people(away)))
        return found

    def _collisions(self, board: Board, m: int, t: int) -> list[Breach]:
        """People, tables and resources that are taken in the slot."""
        inst = self.inst
        found = []
        taken = [p for p in inst.members[m] if board.at[p][t] >= 0]
        if taken:
            found.append(Breach("taken", self._people(taken), self._ids({board.at[p][t] for p in taken})))
        if inst.seated[m] and board.seated[t] >= inst.tables[t]:
            found.append(Breach("tables"))
        short = [r for r in inst.needs[m] if board.used[r][t] >= inst.amounts[r][t]]
        if short:
            users = {k for k, s in enumerate(board.slot) if s == t and set(short) & set(inst.needs[k])}
            found.append(Breach("needs", tuple(inst.resources[r] for r in short), self._ids(users)))
        return found

    def _around(self, board: Board, m: int, t: int) -> list[Breach]:
        """Order, travel and meetings in a row."""
        inst = self.inst
        found = []
        order = {j for j in inst.before[m] if board.slot[j] >= t}
        order |= {j for j in inst.behind[m] if -1 < board.slot[j] <= t}
        if order:
            found.append(Breach("order", meetings=self._ids(order)))
        far: dict[int, list[int]] = {p: board.far(m, p, t) for p in inst.members[m]}
        if any(far.values()):
            others = {other for each in far.values() for other in each}
            found.append(Breach("travel", self._people([p for p in far if far[p]]), self._ids(others)))
        tired = [p for p in inst.members[m] if board.tired(p, t)]
        if tired:
            found.append(Breach("rest", self._people(tired)))
        return found

    def _table(self, m: int, t: int, table: int | None) -> list[Breach]:
        """The table asked for: there, free, and wanted at all."""
        if table is None:
            return []
        there = self.round.tables is None or table <= self.round.tables[t]
        if not self.inst.seated[m] or table < 1 or not there:
            return [Breach("table")]
        others = {k for k, s in enumerate(self.slots) if k != m and s == t and self.tables[k] == table}
        return [Breach("table", meetings=self._ids(others))] if others else []

    def _fairness(self, board: Board, m: int, t: int) -> list[Breach]:
        """Who would have too many breaks, where that is not so already."""
        fair = self.inst.fairness
        if fair is None:
            return []
        board.put(m, t)
        spread, each = board.spread(), board.each()
        board.take(m)
        if spread <= fair or spread <= self._spread(board, m):
            return []
        most = [p for p, breaks in enumerate(each) if breaks > min(each) + fair]
        return [Breach("fairness", self._people(most))]

    def _spread(self, board: Board, m: int) -> int:
        """The spread of breaks as it stands now."""
        s = self.slots[m]
        if s < 0 or any(board.busy[p] >> s & 1 for p in self.inst.members[m]):
            return board.spread()
        board.put(m, s)
        spread = board.spread()
        board.take(m)
        return spread

    def _breaks_of(self, m: int, t: int, board: Board) -> int:
        """The breaks of the meeting's people with it in slot t, or without it (-1)."""
        return sum(board.breaks_with(p, t) for p in self.inst.members[m])

    def _people(self, people: list[int]) -> tuple[str, ...]:
        return tuple(self.inst.people[p] for p in people)

    def _ids(self, meetings: set[int]) -> tuple[str, ...]:
        return tuple(self.inst.ids[k] for k in sorted(meetings))


def attempt(
    round_: Round,
    placed: tuple[Placed, ...],
    meeting: str,
    slot: int,
    *,
    table: int | None = None,
    locked: frozenset[str] = frozenset(),
    repair: bool = True,
) -> Trial:
    """What would be broken by putting a meeting into a slot (and at a table), and the moves that would repair
    it. For many questions about one timetable, keep a `Desk`. Raises BadInput(field, message)."""
    return Desk(round_, placed, locked).attempt(meeting, slot, table, repair=repair)


def targets(
    round_: Round, placed: tuple[Placed, ...], meeting: str, *, locked: frozenset[str] = frozenset()
) -> tuple[Trial, ...]:
    """Each slot of the round for a meeting: legal or what is broken, and the breaks that it adds. Raises
    BadInput(field, message)."""
    return Desk(round_, placed, locked).targets(meeting)
