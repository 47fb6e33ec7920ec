"""The order of a mission's delegates, for suites and vehicles: by the rule pack of the host's country."""

from collections.abc import Iterable, Sequence
from datetime import date

from legation.directory.choices import RankClass
from legation.engine.precedence import Name, Person, Post, PrecedenceError, load_pack, order
from legation.missions.choices import Capacity, Party
from legation.missions.models import Delegate, Mission

PACKS = {"KR": "kr-municipal"}
WITHOUT = {
    Capacity.INTERPRETER: "interpreter",
    Capacity.STAFF: "note_taker",
    Capacity.SECURITY: "note_taker",
    Capacity.PRESS: "note_taker",
}
NOWHERE = "–"  # the host city is not asked for: each side is ranked within itself
_CAPACITIES, _RANKS = tuple(Capacity.values), tuple(RankClass.values)


def in_order(delegates: Iterable[Delegate], mission: Mission, host_country: str = "") -> list[Delegate]:
    """First first; who takes no rank, as interpreters and staff, last. No query where posts are loaded.

    Orders by hand belong to an engagement and do not count here. Where the pack asks the office, by capacity
    and rank.
    """
    people = list(delegates)
    ranked = _ranked(people, mission.starts_on, PACKS.get(host_country, "neutral"))
    place = {key: number for number, key in enumerate(ranked)}
    return sorted(people, key=lambda one: (place.get(str(one.pk), len(place)), _plainly(one)))


def _ranked(people: Sequence[Delegate], on: date, pack: str) -> tuple[str, ...]:
    there = {one.pk for one in people}
    made = [_person(one, there) for one in people]
    try:
        found = order(made, load_pack(pack), host=NOWHERE, on=on, language="en")
    except PrecedenceError:
        return tuple(str(one.pk) for one in sorted(people, key=_plainly))
    return tuple(found.order)


def _plainly(delegate: Delegate) -> tuple[int, int, int]:
    post = delegate.post
    rank = _RANKS.index(post.rank_class) if post is not None and post.rank_class in _RANKS else len(_RANKS)
    return _CAPACITIES.index(delegate.capacity), rank, delegate.pk


def _person(delegate: Delegate, there: set[int]) -> Person:
    post, city = delegate.post, delegate.delegation.city
    held: tuple[Post, ...] = ()
    if post is not None:
        held = (
            Post(
                title=str(post.title),
                rank=post.rank_class or None,
                organisation=str(post.organisation),
                relevant=True,
                founded=post.organisation.founded_on,
            ),
        )
    partner = delegate.partner_id
    heads = delegate.capacity in {Capacity.HEAD, Capacity.DEPUTY}
    return Person(
        id=str(delegate.pk),
        name=Name(delegate.person.family_name, delegate.person.given_name),
        side={Party.GUEST: "guest", Party.HOST: "host"}.get(Party(delegate.delegation.party), "third"),  # type: ignore[arg-type]
        city=str(city.name) if city is not None else "",
        posts=held,
        function="principal" if heads else WITHOUT.get(Capacity(delegate.capacity), "participant"),
        spouse_of=str(partner) if partner in there and partner != delegate.pk else None,
    )
