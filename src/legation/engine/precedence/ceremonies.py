"""What follows from one order: speeches and salutations, acknowledgements, arrivals and departures,
organisations.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from legation.engine.precedence.collation import lot, sort_key_of
from legation.engine.precedence.errors import BadInput
from legation.engine.precedence.result import Order, Reason


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with the name to collate by and, where it is known, its founding date."""

    id: str
    name: str
    founded: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationOrder:
    """Organisations from the first (ids), with one reason for each neighbouring pair."""

    order: tuple[str, ...]
    reasons: tuple[Reason, ...]


def speech_order(order: Order, speakers: Collection[str], *, welcome: str | None = None) -> tuple[str, ...]:
    """Who speaks when (P17): the host's welcome first, then the other speakers upwards to the first in rank.

    `welcome` is who welcomes, by default the first speaker of the host's side in the order. Raises
    `BadInput` for a speaker without a place in the order, and where nobody of the host's side speaks and no
    `welcome` is named.
    """
    _placed(order, speakers, "speakers")
    ranked = [who for who in order.order if who in speakers]
    if welcome is None:
        hosts = [who for who in ranked if order.standings[who].person.side == "host"]
        if not hosts:
            raise BadInput("welcome", "nobody of the host's side speaks", "주최 측 연설자가 없습니다")
        welcome = hosts[0]
    elif welcome not in ranked:
        raise BadInput("welcome", f"{welcome} is not among the speakers", f"{welcome}: 연설자가 아닙니다")
    return (welcome, *(who for who in reversed(ranked) if who != welcome))


def salutations(order: Order, speaker: str, *, present: Collection[str] | None = None) -> tuple[str, ...]:
    """Whom the speaker greets, in descending order (P17): everybody acknowledged but the speaker."""
    return tuple(who for who in acknowledgements(order, present=present) if who != speaker)


def acknowledgements(order: Order, *, present: Collection[str] | None = None) -> tuple[str, ...]:
    """The master of ceremonies' list (P18): who is present, in descending order.

    `present` are the ids of those checked in; by default each person's own `present`.
    """
    if present is None:
        return tuple(who for who in order.order if order.standings[who].person.present)
    return tuple(who for who in order.order if who in present)


def arrivals(order: Order) -> tuple[str, ...]:
    """Who comes when (P19): upwards, so that the first in rank arrives last."""
    return order.order[::-1]


def departures(order: Order) -> tuple[str, ...]:
    """Who leaves when (P19): downwards, so that the first in rank leaves first."""
    return order.order


def may_start(order: Order, present: Collection[str]) -> bool:
    """Whether it may start (P19): nothing starts before the first in rank is there."""
    return not order.order or order.order[0] in present


def organisation_order(
    organisations: Sequence[Organisation], *, language: str = "en", seed: int = 0
) -> OrganisationOrder:
    """Organisations by founding date (P9), those of unknown date last; then by name (P7), then by lot.

    Raises `BadInput` for an id that is there twice, or an unknown language.
    """
    by_id = {each.id: each for each in organisations}
    if len(by_id) < len(organisations):
        ids = [each.id for each in organisations]
        twice = next(index for index, each in enumerate(ids) if each in ids[:index])
        raise BadInput(f"organisations[{twice}].id", "is there twice", "두 번 있습니다")
    collated = sort_key_of(language)
    ranked = sorted(
        organisations,
        key=lambda each: (
            each.founded is None,
            each.founded or date.min,
            collated(each.name),
            lot(seed, each.id),
            each.id,
        ),
    )
    reasons = tuple(
        _organisations(above, below, alike=collated(above.name) == collated(below.name), seed=seed)
        for above, below in pairwise(ranked)
    )
    return OrganisationOrder(tuple(each.id for each in ranked), reasons)


def _organisations(above: Organisation, below: Organisation, *, alike: bool, seed: int) -> Reason:
    if above.founded != below.founded:
        how = "organisation" if below.founded else "organisation_unknown"
        return Reason(above.id, below.id, "P9", how, {"above_on": above.founded, "below_on": below.founded})
    if alike:
        return Reason(above.id, below.id, "P7", "lot", {"seed": seed})
    return Reason(above.id, below.id, "P7", "name", {})


def _placed(order: Order, who: Collection[str], field: str) -> None:
    places = set(order.order)
    for each in sorted(who):
        if each not in places:
            raise BadInput(field, f"{each} has no place in the order", f"{each}: 순서에 없는 사람입니다")
