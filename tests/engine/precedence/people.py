"""Short ways to write people for these tests; everyone is invented."""

from datetime import date
from typing import Any

from legation.engine.precedence import Name, Order, Pack, Person, Post, load_pack, order

ON = date(2024, 4, 17)
HOST = "Busan"


def post(rank: str | None, **values: Any) -> Post:
    return Post(rank=rank, **values)


def person(who: str, *posts: Post, family: str = "", **values: Any) -> Person:
    return Person(who, Name(family or who), posts=posts, **values)


def holder(who: str, rank: str, since: date | None = None, **values: Any) -> Person:
    return person(who, post(rank, title=rank, since=since), **values)


def ordered(*people: Person, pack: Pack | str = "neutral", **values: Any) -> Order:
    chosen = load_pack(pack) if isinstance(pack, str) else pack
    return order(people, chosen, **{"host": HOST, "on": ON, **values})


def why(made: Order) -> list[tuple[str, str, str, str]]:
    return [(each.above, each.below, each.rule, each.how) for each in made.reasons]
