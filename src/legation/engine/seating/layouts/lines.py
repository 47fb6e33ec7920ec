"""Layouts in one line: head table, panel, receiving line."""

from __future__ import annotations

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, flag_line, require, stage_heading
from legation.engine.seating.geometry import side_offsets
from legation.engine.seating.layouts.facing import PITCH, aide_id, split_aides
from legation.engine.seating.model import COMPASS, Person, Shape


def _is_pair(people: tuple[Person, ...]) -> bool:
    return len(people) == 2 and {person.side for person in people} == {"host", "guest"}


def head_table(cast: Cast) -> Draft:
    """T1: one row facing the viewers, rank 1 in the centre; two people of two sides by T3. A panel is the
    same, with the chair or moderator in the centre. Seat ids `t1-1`: the place."""
    table = cast.table
    heading, heading_why = stage_heading(cast.request)
    require(people=cast.ranked, what="a person with a rank")
    people = cast.ranked
    if cast.request.layout == "panel":
        people = tuple(sorted(people, key=lambda person: person.function not in {"chair", "moderator"}))
    total = cast.places(f"{table}-", people)
    rule = "T1"
    offsets = side_offsets(total, even_row=cast.parameters.even_row, senior=cast.parameters.senior_side)
    if _is_pair(people) and total == 2:
        rule = "T3"
        guest_first = people[0].side == "guest"
        offsets = (
            [0.5 * cast.right, -0.5 * cast.right] if guest_first else [-0.5 * cast.right, 0.5 * cast.right]
        )
    beside, behind = _aides(cast, people[0])
    at_left = cast.parameters.interpreter == "left"
    first = offsets[0]
    aides = [first - k - 1 if at_left else first + k + 1 for k in range(len(beside))]
    if beside:
        room = -len(beside) if at_left else len(beside)
        offsets = [
            offset + room if (offset < first if at_left else offset > first) else offset for offset in offsets
        ]
    whys = _rules(rule, total, cast.parameters.even_row)
    chairs = tuple(
        Chair(
            f"{table}-{k + 1}", table, offset * PITCH, 0.0, 0, whys[min(k, 2)] + heading_why * (k == 0), k + 1
        )
        for k, offset in enumerate(offsets)
    )
    seated = tuple(
        (aide, Chair(aide_id(f"{table}-1", aide, k + 1), table, x * PITCH, 0.0, 0, ("T7", "T8")))
        for k, (aide, x) in enumerate(zip(beside, aides, strict=True))
    )
    xs = [offset * PITCH for offset in offsets + aides]
    shape = Shape(table, "rectangle", (min(xs) + max(xs)) / 2, 0.65, max(xs) - min(xs) + 0.75, 0.6, 0)
    return Draft(
        (Chain("all", people, chairs),),
        heading,
        (shape,),
        seated,
        behind,
        reach=PITCH + 0.1,
        flags=flag_line(0.0, -2.4, 0, people) if cast.request.layout == "panel" else None,
        couples_apart=cast.request.layout == "head-table",
    )


def _rules(rule: str, total: int, even_row: str) -> tuple[tuple[str, ...], ...]:
    """The rule ids of the first, the second and all further places of a row."""
    if total % 2 or rule == "T3":
        return (rule,), (rule,), (rule,)
    if even_row == "centre-line":
        return ("T2",), ("T2",), (rule,)
    return (rule, "T2"), (rule,), (rule,)


def _aides(cast: Cast, first: Person) -> tuple[list[Person], tuple[tuple[Person, str], ...]]:
    beside: list[Person] = []
    behind: list[tuple[Person, str]] = []
    for side in ("guest", "host"):
        own, others = split_aides(cast, first, side)
        beside += own
        behind += others
    return beside, tuple(behind)


def _spouse(person: Person, people: tuple[Person, ...]) -> Person | None:
    for other in people:
        if other.id == person.partner or other.partner == person.id:
            return other
    return None


def receiving_line(cast: Cast) -> Draft:
    """T18: host, host's spouse, guest of honour, spouse, then by rank, standing, the host nearest the door.
    People come along from the host's right to the left; 45 minutes at most."""
    table = cast.table
    people = cast.ranked
    require(people=people, what="a person with a rank")
    line: list[Person] = []
    for side in ("host", "guest"):
        own = [person for person in cast.of(side) if person.function != "spouse"] or list(cast.of(side))
        if not own:
            continue
        spouse = _spouse(own[0], people)
        line += [person for person in (own[0], spouse) if person is not None and person not in line]
    line += [person for person in people if person not in line]
    heading = (COMPASS[cast.request.door] + 270) % 360 if cast.request.door else 180
    total = cast.places(f"{table}-", people)
    middle = (total - 1) / 2
    chairs = tuple(
        Chair(f"{table}-{k + 1}", table, (middle - k) * 0.9, 0.0, 0, ("T18",), k + 1, standing=True)
        for k in range(total)
    )
    behind = tuple((aide, cast.served(aide)) for aide in cast.aides)
    return Draft(
        (Chain("all", tuple(line), chairs),),
        heading,
        behind=behind,
        reach=1.0,
        notes=("T18",),
        sequence=tuple(person.id for person in line),
    )
