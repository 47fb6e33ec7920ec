"""A timetable being filled by hand: what can go where, and why not."""

from __future__ import annotations

from legation.engine.matching.instance import Instance, breaks_of


class Board:
    """The state of a timetable: `slot[m]` (-1 when out), `busy[p]` as bits, `at[p][t]` the meeting there."""

    def __init__(self, inst: Instance, slots: list[int] | None = None) -> None:
        self.inst = inst
        self.slot = [-1] * len(inst.ids)
        self.busy = [0] * len(inst.people)
        self.at = [[-1] * inst.slots for _ in inst.people]
        self.seated = [0] * inst.slots
        self.used = [[0] * inst.slots for _ in inst.resources]
        for m, t in enumerate(slots or ()):
            if t >= 0:
                self.put(m, t)

    def put(self, m: int, t: int) -> None:
        """Places a meeting; the caller has asked `obstacle` first."""
        self._change(m, t, 1)
        self.slot[m] = t

    def take(self, m: int) -> None:
        """Takes a placed meeting out."""
        self._change(m, self.slot[m], -1)
        self.slot[m] = -1

    def _change(self, m: int, t: int, by: int) -> None:
        for p in self.inst.members[m]:
            self.busy[p] ^= 1 << t
            self.at[p][t] = m if by > 0 else -1
        self.seated[t] += by * self.inst.seated[m]
        for r in self.inst.needs[m]:
            self.used[r][t] += by

    def obstacle(self, m: int, t: int) -> tuple[str, tuple[int, ...]] | None:
        """What keeps meeting m out of slot t: a code of `Reason`, people or resources; None if nothing."""
        inst = self.inst
        if not inst.allowed[m] >> t & 1:
            return "slots", ()
        taken = tuple(p for p in inst.members[m] if self.busy[p] >> t & 1)
        if taken:
            return "taken", taken
        if inst.seated[m] and self.seated[t] >= inst.tables[t]:
            return "tables", ()
        short = tuple(r for r in inst.needs[m] if self.used[r][t] >= inst.amounts[r][t])
        if short:
            return "needs", short
        if any(self.slot[j] >= t for j in inst.before[m]) or any(
            -1 < self.slot[j] <= t for j in inst.behind[m]
        ):
            return "rules", ()
        if any(self.tired(p, t) or self.far(m, p, t) for p in inst.members[m]):
            return "rules", ()
        return None

    def tired(self, p: int, t: int) -> bool:
        """Whether a person busy in t as well would have too many meetings in a row."""
        limit = self.inst.limit[p]
        if limit >= self.inst.slots:
            return False
        day = self.inst.days[self.inst.day[t]]
        busy = (self.busy[p] | 1 << t) & day
        low = high = t
        while low and busy >> (low - 1) & 1:
            low -= 1
        while busy >> (high + 1) & 1:
            high += 1
        return high - low + 1 > limit

    def far(self, m: int, p: int, t: int) -> list[int]:
        """The meetings of a person from which, or to which, there is no time to travel with m in t."""
        inst = self.inst
        gaps = inst.gap[inst.site[m]]
        if not any(gaps):
            return []
        day = ((s, self.at[p][s]) for s in range(inst.slots) if inst.day[s] == inst.day[t])
        return [other for s, other in day if other >= 0 and s != t and abs(s - t) <= gaps[inst.site[other]]]

    def breaks_with(self, p: int, t: int) -> int:
        """The breaks of a person with one more meeting in slot t, or as they are (t = -1)."""
        return breaks_of(self.busy[p] | (1 << t if t >= 0 else 0), self.inst.days)

    def become(self, other: Board) -> None:
        """Takes over another board of the same round."""
        self.slot, self.busy, self.at = other.slot, other.busy, other.at
        self.seated, self.used = other.seated, other.used

    def each(self) -> list[int]:
        """The breaks of each participant."""
        return [breaks_of(busy, self.inst.days) for busy in self.busy]

    def breaks(self) -> int:
        """All breaks of everybody."""
        return sum(self.each())

    def spread(self) -> int:
        """The largest difference in breaks between two participants."""
        each = self.each()
        return max(each) - min(each) if each else 0


def fill_in_order(inst: Instance) -> list[int]:
    """Greedy filling by hand: each meeting, in order of request, mandatory first, in its first free slot."""
    board = Board(inst)
    for m in sorted(range(len(inst.ids)), key=lambda k: not inst.must[k]):
        for t in range(inst.slots):
            if board.obstacle(m, t) is None:
                board.put(m, t)
                break
    return board.slot


def fill_tightest(inst: Instance) -> list[int]:
    """A better start: mandatory first, then by weight, those with the fewest slots and the busiest people
    first, in the slot where they break the fewest days."""
    board = Board(inst)
    degree = [len(each) for each in inst.of]

    def key(m: int) -> tuple[int, int, int, int]:
        room = inst.allowed[m].bit_count()
        return (-inst.must[m], -inst.weight[m], room, -sum(degree[p] for p in inst.members[m]))

    for m in sorted(range(len(inst.ids)), key=key):
        best: tuple[int, int] | None = None
        for t in range(inst.slots):
            if inst.allowed[m] >> t & 1 and board.obstacle(m, t) is None:
                more = sum(
                    breaks_of(board.busy[p] | 1 << t, inst.days) - breaks_of(board.busy[p], inst.days)
                    for p in inst.members[m]
                )
                if best is None or more < best[0]:
                    best = (more, t)
        if best is not None:
            board.put(m, best[1])
    return board.slot
