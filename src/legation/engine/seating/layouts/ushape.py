"""The U: the chair at the head, the others by rank, or by country from the viewer's left."""

from __future__ import annotations

import unicodedata

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, require, stage_heading
from legation.engine.seating.geometry import side_offsets
from legation.engine.seating.layouts.facing import PITCH
from legation.engine.seating.model import Person, Shape

TOP = 0.6  # depth of the tables
GAP = 0.35


def country_key(name: str) -> tuple[str, str]:
    """A to Z without regard to case or accents; ties by the name itself."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).casefold(), name


def u_shape(cast: Cast) -> Draft:
    """T12 where people of three parties or more meet: the chair at the head, parties A to Z from the viewer's
    left, each by rank. Otherwise T1: the chair at the head, then right and left in turn. Ids `t1-1`: place.

    The chair is who has that function, else the first in order."""
    table = cast.table
    heading, heading_why = stage_heading(cast.request)
    require(people=cast.ranked, what="a person with a rank")
    head = next((person for person in cast.ranked if person.function == "chair"), cast.ranked[0])
    others = tuple(person for person in cast.ranked if person is not head)
    parties = {person.party for person in others if person.party}
    by_country = len(parties) >= 3
    if by_country:
        others = tuple(sorted(others, key=lambda person: country_key(person.delegation)))
    people: tuple[Person, ...] = (head, *others)
    total = cast.places(f"{table}-", people)
    base = max(1, total // 3 - (1 - total // 3 % 2))
    spots, width, depth = _spots(total, base, cast.right)
    rule = "T12" if by_country else "T1"
    walk = [spots[0], *sorted(spots[1:], key=_round_from_viewers_left)] if by_country else spots
    chairs = tuple(
        Chair(
            f"{table}-{k + 1}",
            table,
            *walk[k],
            ("T12", *heading_why) if k == 0 else (rule,),
            k + 1,
        )
        for k in range(total)
    )
    behind = tuple((aide, cast.served(aide)) for aide in cast.aides)
    legs = [
        Shape(
            f"{table}-{name}", "rectangle", sign * (width / 2 - TOP / 2), TOP / 2 + depth / 2, TOP, depth, 0
        )
        for name, sign in (("right", 1), ("left", -1))
        if depth
    ]
    return Draft(
        (Chain("all", people, chairs),),
        heading,
        (Shape(table, "rectangle", 0.0, 0.0, width, TOP, 0), *legs),
        behind=behind,
        reach=PITCH + 0.1,
    )


def _spots(total: int, base: int, sign: int) -> tuple[list[tuple[float, float, int]], float, float]:
    """Chairs outside the U in rank order: the base by T1, then the right leg and the left leg in turn."""
    width = base * PITCH + 2 * TOP
    senior = "right" if sign > 0 else "left"
    spots = [(offset * PITCH, -TOP / 2 - GAP, 0) for offset in side_offsets(base, senior=senior)]
    for k in range(total - base):
        edge = sign if k % 2 == 0 else -sign
        y = TOP / 2 + PITCH / 2 + (k // 2) * PITCH
        spots.append((edge * (width / 2 + GAP), y, 270 if edge > 0 else 90))
    return spots, width, -(-(total - base) // 2) * PITCH


def _round_from_viewers_left(spot: tuple[float, float, int]) -> tuple[int, float]:
    """The way round the U from the viewer's left, who stands at its open end and looks at the chair."""
    x, y, facing = spot
    if facing == 270:
        return 0, -y
    if facing == 0:
        return 1, -x
    return 2, y
