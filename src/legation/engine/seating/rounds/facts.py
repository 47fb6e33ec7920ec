"""What speaks for each seat at rounds: the table of the rank, languages, wishes, partners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.engine.seating.draft import Cast, is_numbered
from legation.engine.seating.model import Fact, Seating
from legation.engine.seating.rounds.floor import by_honour
from legation.engine.seating.rounds.party import Party, party_of, table_and_chair
from legation.engine.seating.rounds.pricing import touches
from legation.engine.seating.rounds.seats import Where


def with_facts(cast: Cast, seating: Seating) -> Seating:
    """The plan with the facts of each seat, whoever made it."""
    cast = replace(cast, request=replace(cast.request, tables=by_honour(cast.request.tables)))
    chairs = {chair.person: chair.seat for chair in seating.seats if chair.person is not None}
    people = tuple(person for person in (*cast.ranked, *cast.aides) if person.id in chairs)
    if not people:
        return seating
    party = party_of(cast, people)
    where = {i: table_and_chair(chairs[p.id], party.tables) or (0, 0) for i, p in enumerate(people)}
    found = _Facts(party, where)
    index = {person.id: i for i, person in enumerate(people)}
    return replace(
        seating,
        seats=tuple(
            chair
            if chair.person is None
            else replace(chair, facts=(*found.of(index[chair.person]), *chair.facts))
            for chair in seating.seats
        ),
    )


class _Facts:
    def __init__(self, party: Party, where: Where) -> None:
        self.party, self.where = party, where
        self.members: list[list[int]] = [[] for _ in party.tables]
        for i in range(len(party.people)):
            self.members[where[i][0]].append(i)
        self.beside: dict[int, set[int]] = {i: set() for i in where}
        for t, members in enumerate(self.members):
            for one, other in touches(party, t, members, where):
                self.beside[one].add(other)
                self.beside[other].add(one)
        self.wished: dict[int, list[int]] = {}
        self.barred: dict[int, list[int]] = {}
        for pairs, lists in ((party.wishes, self.wished), (party.barred, self.barred)):
            for one, other in pairs:
                lists.setdefault(one, []).append(other)
                lists.setdefault(other, []).append(one)
        self.partner = {a: b for pair in party.couples for a, b in (pair, pair[::-1])}
        self.number = {
            i: k + 1 for k, i in enumerate(i for i, p in enumerate(party.people) if is_numbered(p))
        }

    def of(self, i: int) -> Iterator[Fact]:
        """The facts of a person's seat, the table first."""
        party, (t, _) = self.party, self.where[i]
        name = self._id
        if i in self.number and len(party.tables) > 1:
            own = party.ideal[i] == t
            kind = "table" if own else "table/other"
            yield Fact(kind, (), (self.number[i], party.tables[party.ideal[i]].id))
        served = party.served[i]
        if served >= 0 and served in self.beside[i]:
            yield Fact("served", (name(served),))
        if i in self.partner and self.where[self.partner[i]][0] == t:
            yield Fact("partner", (name(self.partner[i]),))
        for j in sorted(self.wished.get(i, ())):
            if self.where[j][0] == t:
                yield Fact("wish/beside" if j in self.beside[i] else "wish/table", (name(j),))
        for j in sorted(self.barred.get(i, ())):
            if self.where[j][0] != t:
                yield Fact("apart", (name(j),))
        if any(party.talks):
            yield from self._language(i)

    def _id(self, i: int) -> str:
        return self.party.people[i].id

    def _language(self, i: int) -> Iterator[Fact]:
        """The language that most others at the table share with this person."""
        party = self.party
        others = [set(party.people[j].languages) for j in self.members[self.where[i][0]] if j != i]
        counts = [(-sum(tongue in other for other in others), tongue) for tongue in party.people[i].languages]
        if counts and min(counts)[0]:
            count, tongue = min(counts)
            yield Fact("language", (), (tongue, -count))
