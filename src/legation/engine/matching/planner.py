"""The planner: annealing over whole timetables, in compiled code; loaded only when it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from legation.engine.matching.board import fill_tightest
from legation.engine.matching.instance import Instance

HOT, COLD = 0.6, 0.13
LATE = 0.5  # the part of an annealing after which no wish is given up any more
_NO_CEILING = 1 << 60
CHUNK = 20_000  # moves between two looks at whether to stop
_CHAIN = 64  # room for a chain, and a little more
_LINE = 8  # words of a line of the cache
_WORD = (1 << 64) - 1


class Planner:
    """A timetable that gets better. `slots`, `out`, `lost`, `moved`, `breaks` describe the best so far; `out`
    counts mandatory meetings left out and breaks beyond the fair number."""

    def __init__(self, inst: Instance, *, seed: int, floor: int = 0, start: list[int] | None = None) -> None:
        """`floor` is the least number of breaks that everybody has; `start` a timetable that keeps the rules,
        by default a greedy one."""
        self._inst = inst
        self._rules = _rules(inst, floor)
        self._state = _state(inst, self._rules, seed, start if start is not None else fill_tightest(inst))
        self.moves = 0

    @property
    def key(self) -> tuple[int, int]:
        """The best so far as two numbers, the lower the better."""
        from legation.engine.matching.arrays import BEST_HIGH, BEST_LOW

        return int(self._state[BEST_HIGH]), int(self._state[BEST_LOW])

    @property
    def out(self) -> int:
        """Mandatory meetings out, and breaks beyond the fair number; 0 for a plan that keeps all rules."""
        return self.key[0] >> 32

    @property
    def lost(self) -> int:
        """The weight of wishes left out."""
        return self.key[0] & 0xFFFFFFFF

    @property
    def moved(self) -> int:
        """Meetings that are not where the previous plan had them."""
        return self.key[1] >> 32

    @property
    def breaks(self) -> int:
        """Breaks of everybody."""
        return self.key[1] & 0xFFFFFFFF

    @property
    def slots(self) -> list[int]:
        """The slot of each meeting, -1 when out."""
        from legation.engine.matching.arrays import BEST

        begin = int(self._state[BEST])
        best: list[int] = self._state[begin : begin + len(self._inst.ids)].tolist()
        return best

    def anneal(
        self,
        moves: int,
        *,
        hot: float = HOT,
        cold: float = COLD,
        late: float = LATE,
        aim: tuple[int, int] = (0, 0),
        stop: Callable[[], bool] | None = None,
        better: Callable[[], None] | None = None,
    ) -> bool:
        """Tries so many moves while it cools; True when it reached `aim` (a key) or was told to stop. From
        the part `late` on no wish is given up any more.

        `better` is called, between chunks, after the best has improved."""
        from legation.engine.matching.kernel import anneal

        done = 0
        while done < moves:
            if stop is not None and stop():
                return True
            size = min(CHUNK, moves - done)
            warm = hot * (cold / hot) ** (done / moves)
            cool = hot * (cold / hot) ** ((done + size) / moves)
            before = self.key
            self._cap(late=done >= late * moves)
            tried = int(anneal(self._rules, self._state, size, warm, cool, aim[0], aim[1]))
            self.moves += tried
            done += size
            if self.key < before and better is not None:
                better()
            if self.key <= aim:
                return True
        return False

    def _cap(self, *, late: bool) -> None:
        """Late in the annealing, holds on to the best weight of wishes: goes back to it where it was given
        up, and gives up no more."""
        from legation.engine.matching.arrays import CEILING, LOST, MUST

        capped = late and self.out == 0
        if capped and (self._state[LOST] > self.lost or self._state[MUST] > 0):
            self.back()
        self._state[CEILING] = self.lost if capped else _NO_CEILING

    def back(self) -> None:
        """Goes on from the best so far."""
        _load(self._rules, self._state, self.slots)


def warm() -> None:
    """Compiles the search, or loads what was compiled before, so that the first plan is not the slow one."""
    import legation.engine.matching.kernel  # noqa: F401


def prices(inst: Instance) -> tuple[list[int], int]:
    """What leaving out each meeting costs in breaks, and what moving one costs."""
    wished = max(inst.weight, default=0)
    must = 8 + 60 * wished  # much more than the heat at which wishes are traded
    move = 3 if any(t >= 0 for t in inst.previous) else 0
    return [must if m else 6 * w for m, w in zip(inst.must, inst.weight, strict=True)], move


def _flat(rows: tuple[tuple[int, ...], ...]) -> tuple[list[int], list[int]]:
    """Lists of lists as where each begins, and all of them in a row."""
    begins: list[int] = [0]
    row_of: list[int] = []
    for row in rows:
        row_of.extend(row)
        begins.append(len(row_of))
    return begins, row_of


def _rules(inst: Instance, floor: int) -> Any:
    """The round as one array: see `arrays`."""
    import numpy as np

    from legation.engine.matching.arrays import RULES_HEAD

    left_out, move = prices(inst)
    fair = inst.slots if inst.fairness is None else inst.fairness + floor
    over = [max(0, b - fair) for b in range(inst.slots + 2)]
    size, sites = len(inst.ids), len(inst.gap)
    head = [size, len(inst.people), inst.slots, len(inst.days), sites, len(inst.resources)]
    head += [inst.rests, inst.travels, any(inst.before), move, 1 if size <= 1000 else size // 32]
    head.append(sum(day & -day for day in inst.days))
    parts: list[list[int]] = [
        *_flat(inst.members),
        *_flat(inst.before),
        *_flat(inst.behind),
        *_flat(inst.needs),
        left_out,
        [-1 if m else w for m, w in zip(inst.must, inst.weight, strict=True)],
        list(inst.previous),
        list(inst.site),
        list(inst.limit),
        list(inst.tables),
        list(inst.day),
        list(inst.days),
        [amount for row in inst.amounts for amount in row],
        [gap for row in inst.gap for gap in row],
        [b + 6 * extra for b, extra in enumerate(over)],
        over,
    ]
    begin = RULES_HEAD
    for part in parts:
        head.append(begin)
        begin += len(part)
    head.append(all(len(group) == 2 for group in inst.members))
    words = [*head, *(value for part in parts for value in part)]
    return np.array([value & _WORD for value in words], np.uint64).view(np.int64)


def _state(inst: Instance, rules: Any, seed: int, start: list[int]) -> Any:
    """Room for a timetable as one array, filled with `start`; people's records begin with a cache line."""
    import numpy as np

    from legation.engine.matching import arrays, records

    size, people, slots = len(inst.ids), len(inst.people), inst.slots
    row = -(-size // 4)
    wide = records.DAY_AT + -(-slots // 4)
    wide += wide % 2
    lengths = {
        arrays.PERSONS: people * wide,
        arrays.MEETINGS: 2 * size,
        arrays.HELD: slots * row,
        arrays.OUT: row,
        arrays.WHERE: row,
        arrays.BEST: size,
        arrays.SEEN: -(-people // 4),
        arrays.BREAKS: -(-people // 4),
        arrays.PLIST: people,
        arrays.DAYS_TRIED: people,
        arrays.CHAIN: _CHAIN,
        arrays.LOAD: slots,
        arrays.COUNT: slots,
        arrays.USED: len(inst.resources) * slots,
    }
    room = np.zeros(arrays.STATE_HEAD + sum(lengths.values()) + _LINE, np.int64)
    first = -room.ctypes.data // 8 % _LINE
    state = room[first : first + len(room) - _LINE]
    begin = arrays.STATE_HEAD
    for place, length in lengths.items():
        state[place] = begin
        begin += length
    state[arrays.WIDE], state[arrays.ROW] = wide, row
    _meetings(inst, state)
    state[arrays.RNG] = np.array([_scrambled(seed)], np.uint64).view(np.int64)[0]
    state[arrays.BEST_HIGH] = np.iinfo(np.int64).max
    _load(rules, state, start)
    return state


def _meetings(inst: Instance, state: Any) -> None:
    """Writes what does not change into the records of the meetings."""
    import numpy as np

    from legation.engine.matching.arrays import MEETINGS
    from legation.engine.matching.records import AT_TABLE, NEEDY, SECOND

    words = []
    for m, group in enumerate(inst.members):
        words.append(inst.allowed[m])
        fixed = int(inst.seated[m]) << AT_TABLE | bool(inst.needs[m]) << NEEDY
        words.append(group[0] | group[min(1, len(group) - 1)] << SECOND | fixed)
    begin = int(state[MEETINGS])
    state[begin : begin + len(words)] = np.array(words, np.uint64).view(np.int64)


def _scrambled(seed: int) -> int:
    """A seed spread over 64 bits (splitmix64), never 0."""
    z = (seed + 0x9E3779B97F4A7C15) & _WORD
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _WORD
    return (z ^ (z >> 31)) or 1


def _load(rules: Any, state: Any, slots: list[int]) -> None:
    """Puts a timetable into the state."""
    import numpy as np

    from legation.engine.matching.kernel import fill

    fill(rules, state, np.array(slots, np.int64))
