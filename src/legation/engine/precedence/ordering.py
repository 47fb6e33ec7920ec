"""The order of precedence of a set of people, and the reason between any two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from legation.engine.precedence.checks import check_overrides, check_people
from legation.engine.precedence.errors import BadInput
from legation.engine.precedence.keys import CHAIR, standings_of
from legation.engine.precedence.model import WITHOUT_RANK, Equivalence, Override, Person
from legation.engine.precedence.overrides import with_overrides
from legation.engine.precedence.pack import Pack
from legation.engine.precedence.reasons import overridden, reason_between
from legation.engine.precedence.result import Order, Reason, Standing
from legation.engine.precedence.standing import counterparts


def order(
    people: Sequence[Person],
    pack: Pack,
    *,
    host: str,
    on: date,
    language: str = "en",
    equivalences: Sequence[Equivalence] = (),
    overrides: Sequence[Override] = (),
    seed: int = 0,
) -> Order:
    """The order of `people` at an engagement in the city `host` on the day `on`, by the rules of `pack`.

    `language` (ISO 639) is the event's stated language, by which names are collated (P7). `seed` draws the
    lots. The order is total, transitive, and the same whatever the sequence of `people`. Interpreters and
    note-takers are `outside`, people represented by somebody in the list `absent`. Raises `BadInput`,
    `OverrideCircle` (both name the field or the people) and `AskTheOffice` where the pack leaves unset a
    parameter that the order needs.
    """
    by_id = check_people(people, pack)
    if not host.strip():
        raise BadInput("host", "is empty", "비어 있습니다")
    table = counterparts(equivalences, people, pack, host)
    standings = standings_of(people, pack, host=host, on=on, language=language, table=table, seed=seed)
    represented = {each.represents for each in people if isinstance(each.represents, str)}
    outside = tuple(sorted(each.id for each in people if each.function in WITHOUT_RANK))
    apart = {*outside, *represented}
    base = tuple(sorted((who for who in by_id if who not in apart), key=lambda who: standings[who].key))
    check_overrides(overrides, by_id, base)
    followers = {
        who: partner
        for who in base
        if (partner := standings[who].partner) is not None
        and partner not in apart
        and standings[who].key[CHAIR] == standings[partner].key[CHAIR]
    }
    final = with_overrides(base, overrides, followers)
    place = {who: index for index, who in enumerate(base)}
    moved = tuple(each for each in overrides if place[each.person] > place[each.before])
    made = Order(
        order=final,
        outside=outside,
        absent=tuple(sorted(each for each in represented if each not in outside)),
        reasons=(),
        standings=standings,
        base=base,
        overrides=tuple(overrides),
        moved=moved,
        pack=pack,
        host=host,
        on=on,
        language=language,
        seed=seed,
    )
    return replace(made, reasons=_reasons(made))


def explain(order: Order, a: str, b: str) -> Reason:
    """Why one of `a` and `b` goes before the other: `Reason.above` is the first of them in `order`.

    Raises `BadInput` for somebody without a place in the order, or for the same person twice.
    """
    place = {who: index for index, who in enumerate(order.order)}
    for field, who in (("a", a), ("b", b)):
        if who not in place:
            raise BadInput(field, f"{who} has no place in the order", f"{who}: 순서에 없는 사람입니다")
    if a == b:
        raise BadInput("b", "is the same person", "같은 사람입니다")
    above, below = sorted((a, b), key=place.__getitem__)
    return _reason(order, above, below, place)


def _reasons(made: Order) -> tuple[Reason, ...]:
    place = {who: index for index, who in enumerate(made.order)}
    return tuple(_reason(made, above, below, place) for above, below in pairwise(made.order))


def _reason(made: Order, above: str, below: str, place: Mapping[str, int]) -> Reason:
    standings: Mapping[str, Standing] = made.standings
    if standings[above].key < standings[below].key:
        return reason_between(standings[above], standings[below], made.pack, seed=made.seed)
    return overridden(above, below, made, place)
