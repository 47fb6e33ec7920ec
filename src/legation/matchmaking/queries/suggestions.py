"""Whom somebody might want to meet, each with the reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from legation.engine.textindex import terms
from legation.matchmaking.choices import Language, Sector
from legation.matchmaking.models import Participant

MOST = 8
SHORTEST = 3  # a shorter word, such as "of", says nothing
OF_SECTOR, OF_NEED, OF_LANGUAGE = 3, 2, 1
# Words that every profile holds.
EMPTY = frozenset(
    {"and", "for", "from", "with", "the", "our", "new", "into", "that", "this", "are", "can", "will", "their"}
    | {"your", "partner", "partners", "company", "companies", "business"}
    | {"위한", "관련", "대한", "통한", "파트너", "기업", "회사", "사업"}
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to meet: sectors in common, what they offer that is sought and the other way round."""

    participant: Participant
    sectors: tuple[str, ...]
    offered: tuple[str, ...]
    sought: tuple[str, ...]
    languages: tuple[str, ...]
    score: int


def suggestions_for(
    me: Participant, others: Iterable[Participant], known: Collection[int], *, most: int = MOST
) -> tuple[Suggestion, ...]:
    """The best of the other side, best first: no query. `known` are those asked, refused or met already."""
    found = [_suggested(me, each) for each in others if each.side != me.side and each.pk not in known]
    able = [each for each in found if each.sectors or each.offered or each.sought]
    return tuple(sorted(able, key=lambda each: (-each.score, each.participant.pk))[:most])


def _suggested(me: Participant, other: Participant) -> Suggestion:
    sectors = [each for each in me.sectors if each in other.sectors and each != Sector.OTHER]
    offered = _common(me.seeks, other.offers)
    sought = _common(me.offers, other.seeks)
    languages = [each for each in me.languages if each in other.languages]
    score = OF_SECTOR * len(sectors) + OF_NEED * (len(offered) + len(sought))
    return Suggestion(
        participant=other,
        sectors=tuple(str(Sector(each).label) for each in sectors if each in Sector.values),
        offered=offered,
        sought=sought,
        languages=tuple(str(Language(each).label) for each in languages if each in Language.values),
        score=score + (OF_LANGUAGE if languages else 0),
    )


def _common(wanted: str, had: str) -> tuple[str, ...]:
    """Words of `wanted` that `had` holds too, as they are written there."""
    there = set(terms(had))
    found: dict[str, None] = {}
    for word in wanted.replace(",", " ").replace("·", " ").split():
        plain = word.strip(".;:()[]“”\"'")
        parts = terms(plain)
        telling = len(plain) >= (SHORTEST if plain.isascii() else 2) and plain.casefold() not in EMPTY
        if telling and parts and all(part in there for part in parts):
            found[plain] = None
    return tuple(found)[:4]
