"""Cities listed after a delegation: each of them is a guest."""

# ruff: noqa: E501

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import Reading

_YET_TO_COME = lazily(r"\b(?:invit\w+|send|sending|dispatch)\b")
_GUESTS_FROM = lazily(
    r"\b(?:[Dd]elegations?|[Dd]elegates|[Oo]fficials|[Rr]epresentatives|[Vv]isitors|[Gg]uests)\b[^.;:“”]{0,90}?\b(?:namely|from|including)\b:? (?:the )?(?:cities of )?$"
)
_NEXT_CITY = lazily(r"(?: City)?(?: of [A-Z][\w-]+ (?:Prefecture|Province))?(?:,| and|, and) (?:the )?$")


def cities_of_guests(reading: Reading, sentence: Sentence) -> None:
    """ "a joint delegation of mayors from Japan, namely Hirosaki, Kasama and Matsuyama": each city of the list is a guest."""
    cities = [
        one
        for one in reading.places.get(sentence.number, [])
        if one.place.kind == "city" and not one.adjective
    ]
    listed: list[PlaceMention] = []
    for mention in cities:
        before = reading.text[listed[-1].span[1] if listed else sentence.start : mention.span[0]]
        goes_on = bool(listed) and _NEXT_CITY.fullmatch(before) is not None
        if not goes_on and len(listed) > 1:
            break
        opens = _GUESTS_FROM.search(reading.text[sentence.start : mention.span[0]]) is not None
        listed = [*listed, mention] if goes_on else [mention] if opens else []
    for mention in listed if len(listed) > 1 else ():
        if not _YET_TO_COME.search(reading.text[sentence.start : mention.span[0]]):
            reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
            reading.ballot.vote(mention.place.key, "guest", 3, "side.listed-guests", mention.span)
