"""Who can be called up when somebody does not come."""

from __future__ import annotations

from legation.engine.matching.board import Board
from legation.engine.matching.instance import compiled
from legation.engine.matching.model import BadInput, Placed, Round


def reserves(round_: Round, placed: tuple[Placed, ...], *, absent: str, slot: int) -> tuple[str, ...]:
    """Meetings left out that could be held in this slot now that `absent` is not there, without moving
    anything else: mandatory first, then the weightiest. Raises BadInput(field, message) for an unknown
    participant or slot."""
    inst = compiled(round_, placed)
    if absent not in inst.people:
        raise BadInput("absent", f"“{absent}” is not among the participants")
    if not 1 <= slot <= inst.slots:
        raise BadInput("slot", f"{slot} is out of range: 1 to {inst.slots}")
    board = Board(inst, list(inst.previous))
    person, t = inst.people.index(absent), slot - 1
    if board.at[person][t] >= 0:
        board.take(board.at[person][t])
    able = [
        m
        for m, s in enumerate(inst.previous)
        if s < 0 and person not in inst.members[m] and board.obstacle(m, t) is None
    ]
    return tuple(inst.ids[m] for m in sorted(able, key=lambda m: (not inst.must[m], -inst.weight[m], m)))
