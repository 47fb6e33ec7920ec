"""Makes room for a meeting by moving as few others as can be found: chains and meetings that give way."""

from __future__ import annotations

from legation.engine.matching.board import Board
from legation.engine.matching.instance import Instance

DEEPEST = 3  # how many meetings one after the other may give way
LONGEST = 24  # the longest chain between two slots that is offered


class Repair:
    """Looks for a timetable that keeps all rules with a meeting in a slot, moving as few others as it can."""

    def __init__(self, inst: Instance, board: Board, locked: set[int]) -> None:
        self._inst, self._board, self._locked = inst, board, locked

    def found(self, m: int, t: int, s: int) -> list[int] | None:
        """The slots of all meetings then, or None. The cheapest that is found: a displaced meeting into a
        free slot, a chain between the two slots, then meetings that give way one after the other."""
        if m in self._locked or not self._inst.allowed[m] >> t & 1:
            return None
        for depth in (1, 0, *range(2, DEEPEST + 1)):
            board = Board(self._inst, self._board.slot)
            done = self._chain(board, m, t, s) if depth == 0 else self._pushed(board, m, t, depth, {m})
            if done:
                return board.slot
        return None

    def _chain(self, board: Board, m: int, t: int, s: int) -> bool:
        """All that stands in the way goes to where the meeting came from, and so on, between two slots."""
        if s < 0 or s == t:
            return False
        to = {m: t}
        todo = [m]
        while todo:
            k = todo.pop()
            for p in self._inst.members[k]:
                other = board.at[p][to[k]]
                if other >= 0 and other not in to:
                    if other in self._locked or len(to) >= LONGEST:
                        return False
                    to[other] = s if to[k] == t else t
                    todo.append(other)
        for k in to:
            if board.slot[k] >= 0:
                board.take(k)
        for k in sorted(to):
            if board.obstacle(k, to[k]) is not None:
                return False
            board.put(k, to[k])
        return True

    def _pushed(self, board: Board, m: int, t: int, depth: int, fixed: set[int]) -> bool:
        """Puts the meeting there, and finds slots for what gives way. On failure the board is spoilt."""
        out = self._in_the_way(board, m, t, fixed)
        if out is None or len(out) > depth + 1:
            return False
        for k in out:
            board.take(k)
        if board.obstacle(m, t) is not None:
            return False
        board.put(m, t)
        return all(self._elsewhere(board, k, t, depth, fixed | {m}) for k in out)

    def _in_the_way(self, board: Board, m: int, t: int, fixed: set[int]) -> list[int] | None:
        """The meetings that must leave the slot: of its people, and one more for a table or a resource."""
        inst = self._inst
        out = {board.at[p][t] for p in inst.members[m] if board.at[p][t] >= 0}
        here = [k for k, s in enumerate(board.slot) if s == t and k not in self._locked and k not in fixed]
        if inst.seated[m] and board.seated[t] - sum(inst.seated[k] for k in out) >= inst.tables[t]:
            out |= set(self._easiest(board, [k for k in here if k not in out and inst.seated[k]]))
        for r in inst.needs[m]:
            if board.used[r][t] - sum(r in inst.needs[k] for k in out) >= inst.amounts[r][t]:
                out |= set(self._easiest(board, [k for k in here if k not in out and r in inst.needs[k]]))
        return None if out & (self._locked | fixed) else sorted(out)

    def _easiest(self, board: Board, meetings: list[int]) -> list[int]:
        """The one that has most other slots to go to."""
        return sorted(meetings, key=lambda k: (-len(self._free(board, k)), k))[:1]

    def _free(self, board: Board, k: int) -> list[int]:
        return [t for t in range(self._inst.slots) if board.obstacle(k, t) is None]

    def _elsewhere(self, board: Board, k: int, t: int, depth: int, fixed: set[int]) -> bool:
        """Finds a slot for what gave way: a free one with the fewest breaks, or one where others give way."""
        members = self._inst.members[k]
        free = [s for s in self._free(board, k) if s != t]
        if free:
            board.put(k, min(free, key=lambda s: (sum(board.breaks_with(p, s) for p in members), s)))
            return True
        if depth <= 1:
            return False
        kept = list(board.slot)
        for s in range(self._inst.slots):
            if s != t and self._inst.allowed[k] >> s & 1:
                trial = Board(self._inst, kept)
                if self._pushed(trial, k, s, depth - 1, fixed):
                    board.become(trial)
                    return True
        return False
