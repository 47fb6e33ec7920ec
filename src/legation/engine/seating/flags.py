"""Flags beside a layout: who stands where in the row, seen by the viewer (F2, F3)."""

from __future__ import annotations

from math import cos, radians, sin

from legation.engine.seating.draft import FlagLine
from legation.engine.seating.geometry import turn
from legation.engine.seating.layouts.ushape import country_key
from legation.engine.seating.model import Flag, Parameters

POLES = 0.8  # metres between poles


def raise_flags(
    line: FlagLine | None, parameters: Parameters, heading: int
) -> tuple[tuple[Flag, ...], tuple[str, ...]]:
    """The flags of a layout in the room, from the viewer's left, and the rule ids to decide."""
    if line is None or len(line.parties) < 2:
        return (), ()
    parties = list(line.parties)
    if len(parties) == 2:
        if parameters.flags_two is None:
            return (), ("F2",)
        guest_left = parameters.flags_two == "guest-left"
        parties.sort(key=lambda party: (party == line.guest) != guest_left)
        rule = "F2"
    else:
        rule = "F3"
        if parameters.flags_many == "alphabetical":
            parties.sort(key=country_key)
        else:
            others = [party for party in parties if party != line.host]
            middle = [party for party in parties if party == line.host]
            parties = [*others[::2][::-1], *middle, *others[1::2]]
    angle = radians(line.facing)
    flags = []
    for k, party in enumerate(parties):
        # the viewer looks at those who face `facing`, so the viewer's left is their own right
        along = ((len(parties) - 1) / 2 - k) * POLES
        x, y = turn(line.x + along * cos(angle), line.y - along * sin(angle), heading)
        flags.append(Flag(party, x, y, (rule,)))
    return tuple(flags), ()
