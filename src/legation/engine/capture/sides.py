"""Who is host and who is guest: evidence is collected as votes, counted by party, and shown."""

# ruff: noqa: E501

from collections.abc import Iterable
from dataclasses import dataclass, field

from legation.engine.capture.model import Span, Vote

_TRAVELS = frozenset({"side.travels", "side.its-delegation", "side.leads-delegation", "side.led-by"})
_STOPS = frozenset({"side.destination", "side.place-of-event", "side.visited", "side.stop"})
"""Votes for a traveller, and for a place where they stop: a journey has a host at each."""


@dataclass(slots=True)
class Party:
    """A city, country or body that takes part, under a key that joins its names."""

    key: str
    name: str
    span: Span
    votes: list[Vote] = field(default_factory=list)
    city: bool = True
    passing: bool = False

    def score(self, side: str) -> int:
        """Weight of the votes for `side`."""
        return sum(vote.weight for vote in self.votes if vote.side == side)


@dataclass(slots=True)
class Ballot:
    """Votes for the parties of one text."""

    parties: dict[str, Party] = field(default_factory=dict)

    def party(self, key: str, name: str, span: Span, *, city: bool = True, passing: bool = False) -> Party:
        """The party of that key, added at its first mention.

        One that is `passing` is only a place on the way: it takes a side where nobody else does.
        """
        found = self.parties.get(key)
        if found is None:
            found = self.parties[key] = Party(key, name, span, city=city, passing=passing)
        found.passing = found.passing and passing
        return found

    def vote(self, key: str, side: str, weight: int, rule: str, span: Span) -> None:
        """One vote; a key that is no party is passed over."""
        party = self.parties.get(key)
        if party is not None:
            party.votes.append(Vote(side, rule, weight, span))

    def side_of(self, key: str) -> str:
        """host, guest or "" for a party: the heavier side, the host where they weigh the same."""
        party = self.parties.get(key)
        if party is None:
            return ""
        host, guest = party.score("host"), party.score("guest")
        if not host and not guest:
            return ""
        return "host" if host >= guest else "guest"

    def balance(self) -> None:
        """At most one city is host where cities met: the heaviest; one that is left without a side is its guest."""
        cities = [
            party for party in self.parties.values() if party.city and party.votes and not party.passing
        ]
        hosts = [party for party in cities if self.side_of(party.key) == "host"]
        if not hosts and cities:
            ranked = sorted(cities, key=lambda p: (p.score("guest") - p.score("host"), p.span))
            if len(cities) > 1 and ranked[0].score("guest") < ranked[-1].score("guest"):
                ranked[0].votes.append(
                    Vote("host", "side.other-is-guest", ranked[0].score("guest") + 1, ranked[0].span)
                )
        travellers = [p for p in cities if any(vote.rule in _TRAVELS for vote in p.votes)]
        if travellers and any(self.side_of(party.key) == "guest" for party in travellers):
            hosts = [party for party in hosts if not any(vote.rule in _STOPS for vote in party.votes)]
        if len(hosts) > 1:
            ranked = sorted(hosts, key=lambda p: (p.score("guest") - p.score("host"), p.span))
            for party in ranked[1:]:
                if party.score("host") - party.score("guest") < ranked[0].score("host") - ranked[0].score(
                    "guest"
                ):
                    lead = party.score("host") - party.score("guest") + 1
                    party.votes.append(Vote("guest", "side.one-host", lead, party.span))

    def of_side(self, side: str) -> list[Party]:
        """Parties of a side, in order of mention; those on the way only where there is no other."""
        found = sorted(
            (p for p in self.parties.values() if self.side_of(p.key) == side), key=lambda p: p.span
        )
        return [party for party in found if not party.passing] or found[:1]


def decide(votes: Iterable[Vote], default: str) -> str:
    """The side with the greater weight among `votes`, or `default` where none or neither leads."""
    weights = {"host": 0, "guest": 0}
    for vote in votes:
        if vote.side in weights:
            weights[vote.side] += vote.weight
    if weights["host"] == weights["guest"]:
        return default
    return max(weights, key=lambda side: weights[side])
