"""The key of each person: a tuple whose comparison is the order, place by place a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from legation.engine.precedence.collation import lot, sort_key_of
from legation.engine.precedence.model import Person, Post
from legation.engine.precedence.pack import Pack
from legation.engine.precedence.result import Standing
from legation.engine.precedence.standing import Table, folded, former_level, has_office, standing_of

CHAIR, CITY, LEVEL, OFFICE, DUTY, SIDE, FOUNDED, SENIORITY, PERSONAL, ALPHABET, LOT, SPOUSE, LAST = range(13)
UNKNOWN = (1, 0)
SAME = (0, 0)


def standings_of(
    people: Sequence[Person],
    pack: Pack,
    *,
    host: str,
    on: date,
    language: str,
    table: Table,
    seed: int,
) -> dict[str, Standing]:
    """Every person's standing with its key, in the order of `people`."""
    by_id = {each.id: each for each in people}
    chairs = _chairs(people)
    alphabet = _Alphabet(people, pack, language, seed)
    standings: dict[str, Standing] = {}
    for person in people:
        own = standing_of(person, by_id, pack, host=host, on=on, table=table)
        standings[person.id] = replace(own, key=_key(own, person, pack, host, on, alphabet, chairs, seed))
    for person in people:
        partner = by_id.get(person.spouse_of or "")
        if partner is None or has_office(person, pack, on=on, host=host, table=table):
            continue
        if has_office(partner, pack, on=on, host=host, table=table):
            standings[person.id] = _beside(standings[person.id], standings[partner.id], chairs, pack)
    return standings


def _chairs(people: Sequence[Person]) -> dict[str, int]:
    chairs: dict[str, int] = {}
    for person in people:
        if person.organiser:
            chairs[person.id] = 1 if person.cedes_chair_to else 0
            if person.cedes_chair_to:
                chairs[person.cedes_chair_to] = 0
    return chairs


def _beside(own: Standing, partner: Standing, chairs: Mapping[str, int], pack: Pack) -> Standing:
    key = (chairs.get(own.person.id, 2), *partner.key[CITY:SPOUSE], 1, own.person.id)
    return replace(
        own,
        level=partner.level,
        rank=partner.rank,
        rule="P14",
        plain_level=pack.levels,
        denied_level=None,
        denied_rank=None,
        partner=partner.person.id,
        facts={"partner": partner.person.id},
        key=key,
    )


class _Alphabet:
    """Sort keys of names, and of countries from A or from the one that the lot draws."""

    def __init__(self, people: Sequence[Person], pack: Pack, language: str, seed: int) -> None:
        self.key = sort_key_of(language)
        self.by = pack.choice("last_tie")
        self.places: dict[str, int] = {}
        if self.by == "name":
            return
        names = {_country(each) for each in people}
        ordered = sorted(names, key=lambda each: (not each, self.key(each), each))
        drawn = [each for each in ordered if each]
        if self.by == "country_from_lot" and drawn:
            start = ordered.index(min(drawn, key=lambda each: lot(seed, folded(each))))
            stop = len(drawn)
            ordered = ordered[start:stop] + ordered[:start] + ordered[stop:]
        self.places = {each: place for place, each in enumerate(ordered)}

    def of(self, person: Person) -> tuple[Any, ...]:
        name = (self.key(person.name.family), self.key(person.name.given))
        return (self.places[_country(person)] if self.places else 0, *name)


def _country(person: Person) -> str:
    return person.country or person.city


def _key(
    own: Standing,
    person: Person,
    pack: Pack,
    host: str,
    on: date,
    alphabet: _Alphabet,
    chairs: Mapping[str, int],
    seed: int,
) -> tuple[Any, ...]:
    post = own.post or Post()
    return (
        chairs.get(person.id, 2),
        _in_the_city(own, person, pack, host),
        own.level,
        _office(own, post, pack),
        int(post.off_duty),
        _side(own, pack),
        _dated(post.founded) if own.rank and own.rank.id in pack.listed("organisation_ranks") else SAME,
        _seniority(own, post, pack),
        _personal(person, pack, on) if own.level == pack.levels else (),
        alphabet.of(person),
        lot(seed, person.id),
        0,
        person.id,
    )


def _dated(day: date | None) -> tuple[int, int]:
    return UNKNOWN if day is None else (0, day.toordinal())


def _in_the_city(own: Standing, person: Person, pack: Pack, host: str) -> int:
    if not pack.flag("own_city_first") or own.rank is None:
        return 2
    if own.rank.id in pack.listed("own_city_superiors"):
        return 0
    at_home = person.side == "host" and own.rule != "P15" and folded(person.city) == folded(host)
    return 1 if own.rank.id == "mayor" and at_home else 2


def _office(own: Standing, post: Post, pack: Pack) -> tuple[int, ...]:
    steps = pack.listed("office_steps")
    if not steps or own.rank is None:
        return ()
    rank = pack.ranks[own.rank.id]
    places = {each.id: place for place, each in enumerate(pack.institutions)}
    head = rank.head if post.head is None else post.head
    values = {
        "institution": places.get(post.institution or rank.institution or "", len(places)),
        "head": int(not head),
        "superior_body": int(not post.superior_body),
        "state_body": int(not post.state_body),
    }
    return tuple(values[each] for each in steps)


def _side(own: Standing, pack: Pack) -> int:
    rule = pack.choice("equal_rank")
    if rule == "none":
        return 0
    first = "guest" if rule == "guest_first" else "host"
    return 2 if own.person.side == "third" else int(own.person.side != first)


def _seniority(own: Standing, post: Post, pack: Pack) -> tuple[int, int]:
    if own.rank is None:
        return SAME
    days = {"taking_office": post.since, "first_election": post.first_elected, "founding": post.founded}
    return _dated(days[pack.choice("seniority")])


def _personal(person: Person, pack: Pack, on: date) -> tuple[int, ...]:
    steps = pack.listed("without_office")
    values = {
        "former_post": former_level(person, pack, on)[0],
        "age": -(person.age if person.age is not None else -1),
        "relation": int(not person.relation),
        "association_head": int(not person.association_head),
    }
    return tuple(values[each] for each in steps)
