"""Layouts in which two sides look at each other: bilateral table, courtesy call, long table."""

from __future__ import annotations

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, FlagLine, honour_heading, require
from legation.engine.seating.model import COMPASS, Person, Shape

PITCH = 0.75
DEPTH = 1.2
GAP = 0.35  # from the table's edge to the middle of a chair
ARMCHAIRS = 1.6


def row_with_aides(count: int, left: int, right: int, sign: int) -> tuple[list[float], list[float]]:
    """Offsets to the own right of places 1..count around place 1 at 0, and of the aides beside place 1."""
    places = []
    for index in range(count):
        offset = float((index + 1) // 2) * (1 if index % 2 else -1) * sign
        places.append(offset + right if offset > 0 else offset - left if offset < 0 else 0.0)
    return places, [-float(k + 1) for k in range(left)] + [float(k + 1) for k in range(right)]


def split_aides(cast: Cast, first: Person | None, side: str) -> tuple[list[Person], list[tuple[Person, str]]]:
    """A side's interpreters who sit in the row beside their principal (T8), and all other aides with
    whom they serve, who sit behind."""
    beside: list[Person] = []
    behind: list[tuple[Person, str]] = []
    for aide in (aide for aide in cast.aides if aide.side == side):
        served = cast.served(aide)
        in_row = aide.function == "interpreter" and cast.parameters.interpreter != "behind"
        if in_row and first is not None and served == first.id:
            beside.append(aide)
        else:
            behind.append((aide, served))
    return beside, behind


def aide_id(chair: str, aide: Person, number: int) -> str:
    """The id of an aide's chair: the chair served, then i or n, then a number."""
    return f"{chair}-{'i' if aide.function == 'interpreter' else 'n'}{number}"


def bilateral_heading(cast: Cast) -> tuple[int, tuple[str, ...]]:
    """The direction that the guests face (T5): the door; where the table's end faces it, they sit at the
    right of who comes in."""
    request = cast.request
    if request.door is None:
        return 0, ()
    if request.axis == "across":
        return COMPASS[request.door], ("T5",)
    return (COMPASS[request.door] + 90) % 360, ("T5",)


def bilateral(cast: Cast) -> Draft:
    """T4: two rows facing each other, principals at the centre. Seat ids `t1-g1` and `t1-h1`: side and place.

    With layout "counterparts" the guests keep T4 and each host sits opposite the guest of the same place.
    """
    table = cast.table
    heading, why = bilateral_heading(cast)
    guests, hosts = cast.of("guest"), cast.of("host")
    require(people=guests, what="a person on the guests' side")
    require(people=hosts, what="a person on the hosts' side")
    chains: list[Chain] = []
    seated_aides: list[tuple[Person, Chair]] = []
    behind: list[tuple[Person, str]] = []
    reach = 0.0
    for side, people, facing in (("guest", guests, 0), ("host", hosts, 180)):
        prefix = f"{table}-{side[0]}"
        beside, others = split_aides(cast, people[0], side)
        behind.extend(others)
        at_left = cast.parameters.interpreter == "left"
        sign = cast.right
        if side == "host" and cast.request.layout == "counterparts":
            sign = -sign
        offsets, aides = row_with_aides(
            cast.places(prefix, people), len(beside) if at_left else 0, 0 if at_left else len(beside), sign
        )
        own_right = 1 if side == "guest" else -1
        y = -(DEPTH / 2 + GAP) * own_right
        chairs = [
            Chair(f"{prefix}{k + 1}", table, offset * PITCH * own_right, y, facing, ("T4", *why), k + 1)
            for k, offset in enumerate(offsets)
        ]
        seated_aides.extend(
            (
                aide,
                Chair(
                    aide_id(f"{prefix}1", aide, k + 1),
                    table,
                    offset * PITCH * own_right,
                    y,
                    facing,
                    ("T7", "T8"),
                ),
            )
            for k, (aide, offset) in enumerate(zip(beside, aides, strict=True))
        )
        chains.append(Chain(side, people, tuple(chairs)))
        reach = max([reach, *(abs(offset) for offset in offsets + aides)])
    width = 2 * reach * PITCH + 2 * GAP
    flags = None
    viewer = cast.request.viewer
    if viewer and (COMPASS[viewer] - heading) % 180 == 90:
        local = (COMPASS[viewer] - heading) % 360
        flags = FlagLine((-1 if local == 90 else 1) * (width / 2 + 1.0), 0.0, local, ("guest", "host"))
    return Draft(
        tuple(chains),
        heading,
        (Shape(table, "rectangle", 0, 0, width, DEPTH, 0),),
        tuple(seated_aides),
        tuple(behind),
        reach=PITCH + 0.1,
        flags=flags,
    )


def courtesy_call(cast: Cast) -> Draft:
    """T9: two armchairs at the head, the guest at the host's right (T3), each delegation down its own side,
    staff and aides behind. Seat ids `t1-g1` and `t1-h1`, the armchairs being 1."""
    table = cast.table
    heading, why = honour_heading(cast.request)
    guests, hosts = cast.of("guest"), cast.of("host")
    require(people=guests, what="a person on the guests' side")
    require(people=hosts, what="a person on the hosts' side")
    sign = cast.right
    beside, behind = {}, []
    for side, people in (("guest", guests), ("host", hosts)):
        beside[side], others = split_aides(cast, people[0], side)
        behind.extend(others)
    xs = _armchairs(cast, beside, sign)
    outer = max(abs(x) for x in xs.values()) + 1.4
    chains: list[Chain] = []
    aides: list[tuple[Person, Chair]] = []
    for side, people, edge in (("guest", guests, sign), ("host", hosts, -sign)):
        prefix = f"{table}-{side[0]}"
        staff = tuple(person for person in people[1:] if person.function == "staff")
        members = tuple(person for person in people if person not in staff)
        inward = 270 if edge > 0 else 90
        chairs = [Chair(f"{prefix}1", table, xs[side], 0.0, 0, ("T9", "T3", *why), 1)]
        total = cast.places(prefix, people)
        for place in range(2, total + 1):
            line, k = (0, place - 2) if place <= total - len(staff) else (1, place - total + len(staff) - 1)
            x = edge * (outer + 1.0 * line)
            chairs.append(Chair(f"{prefix}{place}", table, x, 1.0 + 0.85 * k, inward, ("T9",), place))
        aides.extend(
            (aide, Chair(aide_id(f"{prefix}1", aide, k + 1), table, xs[aide.id], 0.0, 0, ("T7", "T8")))
            for k, aide in enumerate(beside[side])
        )
        chains.append(Chain(side, members + staff, tuple(chairs)))
    parties = ("guest", "host")
    return Draft(
        tuple(chains),
        heading,
        (Shape(table, "rectangle", 0, 0.9, 1.0, 0.5, 0),),
        tuple(aides),
        tuple(behind),
        reach=ARMCHAIRS + 0.1,
        flags=FlagLine(0.0, -2.0, 0, parties),
    )


def _armchairs(cast: Cast, beside: dict[str, list[Person]], sign: int) -> dict[str, float]:
    """Where armchairs and the interpreters beside them stand, from the own right to the left, about 0."""
    items: list[str] = []
    for side in ("guest", "host") if sign > 0 else ("host", "guest"):
        names = [aide.id for aide in beside[side]]
        items += [side, *names] if cast.parameters.interpreter == "left" else [*names[::-1], side]
    xs, x = {}, 0.0
    for before, item in zip([None, *items], items, strict=False):
        if before is not None:
            x -= ARMCHAIRS if {before, item} == {"guest", "host"} else 0.95
        xs[item] = x
    middle = (xs["guest"] + xs["host"]) / 2
    return {item: value - middle for item, value in xs.items()}


def long_table(cast: Cast) -> Draft:
    """One table by rank. "centre": 1 at the middle facing the door, 2 opposite, then 3 at the right of 1, 4
    at the right of 2, outward. "ends": 1 and 2 at the two ends, the others from the ends to the middle."""
    table = cast.table
    heading, why = honour_heading(cast.request)
    require(people=cast.ranked, what="a person with a rank")
    total = cast.places(f"{table}-", cast.ranked)
    at_ends = cast.parameters.long_table == "ends"
    spots, width, depth = _around_ends(total, cast.right) if at_ends else _around_centre(total, cast.right)
    chairs = [
        Chair(f"{table}-{k + 1}", table, x, y, facing, ("T1", *why) if k == 0 else ("T1",), k + 1)
        for k, (x, y, facing) in enumerate(spots)
    ]
    behind = tuple((aide, cast.served(aide)) for aide in cast.aides)
    return Draft(
        (Chain("all", cast.ranked, tuple(chairs)),),
        heading,
        (Shape(table, "rectangle", 0, 0, width, depth, 0),),
        behind=behind,
        reach=PITCH + 0.1,
        couples_apart=True,
    )


def _around_centre(total: int, sign: int) -> tuple[list[tuple[float, float, int]], float, float]:
    spots = []
    for k in range(total):
        pair, far = divmod(k, 2)
        offset = ((pair + 1) // 2) * (1 if pair % 2 else -1) * sign * PITCH
        y = DEPTH / 2 + GAP
        spots.append((offset, -y, 0) if not far else (-offset, y, 180))
    width = 2 * max(abs(x) for x, _, _ in spots) + 2 * GAP
    return spots, width, DEPTH


def _around_ends(total: int, sign: int) -> tuple[list[tuple[float, float, int]], float, float]:
    rows = max(1, -(-max(0, total - 2) // 4) * 2)  # chairs down each side: as many from either end
    half = rows * PITCH / 2 + 0.1
    spots: list[tuple[float, float, int]] = []
    for k in range(total):
        if k < 2:
            spots.append((0.0, -half - GAP, 0) if k == 0 else (0.0, half + GAP, 180))
            continue
        pair, far = divmod(k - 2, 2)
        along = half - 0.1 - PITCH / 2 - (pair // 2) * PITCH
        x = (DEPTH / 2 + GAP) * (1 if pair % 2 == 0 else -1) * sign
        x, y = (x, -along) if not far else (-x, along)
        spots.append((x, y, 270 if x > 0 else 90))
    return spots, DEPTH, 2 * half
