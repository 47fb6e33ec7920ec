"""Why a meeting is left out."""

from __future__ import annotations

from legation.engine.matching.board import Board
from legation.engine.matching.model import Reason


def squeeze(board: Board) -> int:
    """Places whatever fits without moving anything, mandatory first, then by weight, keeping to fairness; how
    many were placed."""
    inst = board.inst
    out = [m for m, t in enumerate(board.slot) if t < 0]
    done = 0
    for m in sorted(out, key=lambda k: (not inst.must[k], -inst.weight[k], k)):
        for t in range(inst.slots):
            if board.obstacle(m, t) is not None:
                continue
            before = board.spread()
            board.put(m, t)
            if inst.fairness is None or board.spread() <= max(inst.fairness, before):
                done += 1
                break
            board.take(m)
    return done


def reason_of(board: Board, m: int) -> Reason:
    """The reason for a meeting that is out, by what stands in its way in each of its slots."""
    inst = board.inst
    if not inst.allowed[m]:
        return Reason("slots", tuple(inst.people[p] for p in inst.members[m]))
    codes: dict[str, dict[int, None]] = {}
    for t in range(inst.slots):
        if inst.allowed[m] >> t & 1:
            found = board.obstacle(m, t)
            code, who = (
                found if found is not None else ("fairness" if inst.fairness is not None else "time", ())
            )
            codes.setdefault(code, {}).update(dict.fromkeys(who))
    for code in ("fairness", "time", "rules", "needs", "tables", "taken"):
        if code in codes:
            names = inst.resources if code == "needs" else inst.people
            return Reason(code, tuple(names[k] for k in sorted(codes[code])))
    return Reason("time")
